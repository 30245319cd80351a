/** Dialogs of our own pages, and what they share on opening and closing. */
import type { ComponentChildren, HTMLAttributes, JSX } from "preact"
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks"

interface DialogProps extends Omit<HTMLAttributes<HTMLDialogElement>, "onSubmit"> {
  /** Called on Escape, or when the browser closes the dialog. */
  readonly onDismiss: () => void
  readonly onSubmit?: () => void
}

/** A modal in the top layer. When it closes, the focus goes back, or to `data-home`. */
export function Dialog({ onDismiss, onSubmit, children, ...more }: DialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null
    dialog.current?.showModal()
    return () => {
      setTimeout(() => {
        // A shortcut that was typed meanwhile may have moved it.
        if (document.activeElement !== document.body) return
        const home = document.querySelector<HTMLElement>("[data-home]")
        ;(before?.isConnected ? before : home)?.focus()
      })
    }
  }, [])
  const dismiss = (event: Event): void => {
    event.preventDefault()
    onDismiss()
  }
  return (
    <dialog {...more} ref={dialog} onCancel={dismiss} onClose={dismiss}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit?.()
        }}
      >
        {children}
      </form>
    </dialog>
  )
}

/** A dialog that asks for something but changes nothing in an org. */
export function Modal(props: {
  readonly title: string
  readonly children: ComponentChildren
  readonly acts: ComponentChildren
  readonly onClose: () => void
}): JSX.Element {
  const id = useId()
  return (
    <Dialog aria-labelledby={id} onDismiss={props.onClose}>
      <div class="head">
        <h2 id={id}>{props.title}</h2>
      </div>
      <div class="ask-for">{props.children}</div>
      <div class="foot">
        <div class="acts">
          <span class="fill" />
          {props.acts}
        </div>
      </div>
    </Dialog>
  )
}

/** How long a double click, or a key meant for something else, can take to arrive. */
const SETTLE_MS = 500

/**
 * Whether the page has been in front for a moment: a click meant for what was there before must not confirm anything.
 */
export function useSettled(): boolean {
  const [settled, setSettled] = useState(false)
  useEffect(() => {
    const gone = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const wait = (): void => {
      clearTimeout(timer)
      setSettled(false)
      if (document.hasFocus()) timer = setTimeout(() => setSettled(true), SETTLE_MS)
    }
    wait()
    for (const type of ["focus", "blur"]) window.addEventListener(type, wait, { signal: gone.signal })
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [])
  return settled
}
