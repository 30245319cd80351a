import type { Recognition } from "../../../src/tag-page/recognition/types"
import type { Layout, TrueRow } from "./generate"

/** The parts of a recognition that are compared with the truth. */
export interface Found {
  readonly rows: readonly {
    readonly tagId: string
    readonly element: Element
    readonly nameElement: Element
    readonly checkbox?: Element
  }[]
}

export interface Verdict {
  /** Descriptions of wrong matches. */
  readonly wrong: readonly string[]
  /** Whether all rows that a person could identify were found. */
  readonly complete: boolean
}

/** Compares a recognition of a layout with the truth. */
export function judgeLayout(layout: Layout, found: Found): Verdict {
  const wrong = found.rows.flatMap((row) => {
    const truths = layout.rows.filter(
      (truth) => holds(row.element, truth.name) || holds(truth.row, row.nameElement),
    )
    const [truth] = truths
    if (!truth) return [`${row.element.outerHTML} is no row of a tag`]
    if (truths.length > 1) return [`${row.element.outerHTML} is more than one row`]
    return faultsOf(truth, row)
  })
  const ids = new Set(found.rows.map(({ tagId }) => tagId))
  return { wrong, complete: layout.rows.every((truth) => !truth.tellable || ids.has(truth.tagId)) }
}

function faultsOf(truth: TrueRow, row: Found["rows"][number]): string[] {
  const faults: string[] = []
  if (truth.tagId !== row.tagId) faults.push(`${truth.row.outerHTML} is not tag ${row.tagId}`)
  // A row known by its ID may have no name yet.
  const isNamed = holds(truth.row, truth.name)
  if (isNamed && !holds(row.nameElement, truth.name) && !holds(truth.name, row.nameElement)) {
    faults.push(`${row.nameElement.outerHTML} is not where the name is`)
  }
  if (row.checkbox && row.checkbox !== truth.box && !truth.box?.contains(row.checkbox)) {
    faults.push(`${row.checkbox.outerHTML} is not the row's box`)
  }
  return faults
}

function holds(outer: Element, inner: Element): boolean {
  for (let at: Node | null = inner; at; at = at.parentNode ?? (at as Partial<ShadowRoot>).host ?? null) {
    if (at === outer) return true
  }
  return false
}

/** `checkVisibility` based on the layouts' inline styles, since there is no real layout. */
export function isShown(this: Element): boolean {
  if (this.getAttribute("style")?.includes("display: none")) return false
  const around = this.parentNode instanceof ShadowRoot ? this.parentNode.host : this.parentElement
  return around === null || isShown.call(around)
}

/** Equal for two passes that found the same tags in the same order at the same level. */
export function signatureOf({ level, distrust, rows, unselectable }: Recognition): string {
  const [ids, reasons] = [rows.map(({ tagId }) => tagId), unselectable.map(({ reason }) => reason)]
  return [distrust ?? level, ids.join(), reasons.join()].join(" ")
}
