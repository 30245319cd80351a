/** The only function that is called in Firefox's pages; bundled by `bundle.ts`. */
import { aim, caret, choose, find, look, type Seen, type Step } from "./find"

export type Question =
  | { readonly ask: "count" }
  | { readonly ask: "look" }
  | { readonly ask: "attribute"; readonly name: string }
  | { readonly ask: "aim" }
  | { readonly ask: "caret"; readonly all: boolean }
  | { readonly ask: "choose"; readonly value: string }

export type Answer =
  | { readonly count: number }
  | { readonly seen: Seen }
  | { readonly attribute: string | null }
  | { readonly x: number; readonly y: number }
  | { readonly because: string }
  | { readonly done: true }

/** Questions about one element are answered with `because` unless there is exactly one. */
export function answer(steps: readonly Step[], question: Question): Answer {
  const elements = find(steps)
  if (question.ask === "count") return { count: elements.length }
  const [element] = elements
  if (!element) return { because: "nothing like it is there" }
  if (elements.length > 1) return { because: `${elements.length} elements fit, not one` }
  switch (question.ask) {
    case "look":
      return { seen: look(element) }
    case "attribute":
      return { attribute: element.getAttribute(question.name) }
    case "aim":
      return aim(element)
    case "caret":
      caret(element, question.all)
      return { done: true }
    case "choose":
      choose(element, question.value)
      return { done: true }
  }
}
