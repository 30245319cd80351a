import type { ComponentChildren, JSX } from "preact"
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks"

/** A window of our own page that asks for something; Escape closes it, and the focus goes back. */
export function Modal(props: {
  readonly title: string
  readonly children: ComponentChildren
  /** The buttons. */
  readonly acts: ComponentChildren
  readonly onClose: () => void
}): JSX.Element {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => setTimeout(() => before instanceof HTMLElement && before.focus())
  }, [])
  const close = (event: Event): void => {
    event.preventDefault()
    props.onClose()
  }
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={close} onClose={close}>
      <form onSubmit={(event) => event.preventDefault()}>
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
      </form>
    </dialog>
  )
}

// What every dialog of ours does on coming and going.

/** Opens the element as a modal in the top layer; when it goes, the focus goes back, or to `data-home`. */
export function useModal(dialog: { readonly current: HTMLDialogElement | null }): void {
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null
    dialog.current?.showModal()
    return () => {
      setTimeout(() =>
        (before?.isConnected ? before : document.querySelector<HTMLElement>("[data-home]"))?.focus(),
      )
    }
  }, [dialog])
}

/** As long as a double click or a key that was meant for something else takes to arrive. */
const SETTLE_MS = 500

/**
 * Whether a person has had this page in front of them for a moment: a click that was on its way to what lay there
 * before, another window for one, must not confirm anything.
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
