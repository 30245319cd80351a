import type { Random } from "./random"
import type { LayoutSpec } from "./spec"

/** Creates elements of one document, with classes in the layout's style. */
export interface Build {
  readonly document: Document
  readonly random: Random
  readonly spec: LayoutSpec
  /** @param kind what the element is for, which determines its classes */
  el(name: string, kind?: string, ...children: (Node | string)[]): HTMLElement
}

export function createBuild(document: Document, random: Random, spec: LayoutSpec): Build {
  const hashed = new Map<string, string>()
  const classFor = (kind: string): string => {
    if (spec.classes === "named") return kind
    const known = hashed.get(kind) ?? `_${random.int(100_000, 999_999).toString(36)}`
    hashed.set(kind, known)
    return known
  }
  return {
    document,
    random,
    spec,
    el(name, kind, ...children) {
      const element = document.createElement(name)
      if (kind !== undefined && spec.classes !== "none") element.setAttribute("class", classFor(kind))
      element.append(...children)
      return element
    },
  }
}
