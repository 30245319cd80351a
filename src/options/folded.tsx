/** Collapsed content for few users, on its own or as a card. */
import type { ComponentChildren, JSX } from "preact"
import { useId, useState } from "preact/hooks"
import { Disclosure } from "../ui/controls"

interface FoldedProps {
  readonly title: string
  readonly children: ComponentChildren
}

export function Folded(props: FoldedProps & { isHeading?: boolean; startsOpen?: boolean }): JSX.Element {
  const id = useId()
  const [open, setOpen] = useState(props.startsOpen ?? false)
  const button = (
    <Disclosure open={open} controls={id} onToggle={() => setOpen(!open)}>
      {props.title}
    </Disclosure>
  )
  return (
    <>
      {props.isHeading ? <h2>{button}</h2> : <div class="acts">{button}</div>}
      {open && (
        <div id={id} class="values">
          {props.children}
        </div>
      )}
    </>
  )
}

export function FoldedCard({ title, children }: FoldedProps): JSX.Element {
  return (
    <section class="card" aria-label={title}>
      <Folded title={title} isHeading>
        {children}
      </Folded>
    </section>
  )
}
