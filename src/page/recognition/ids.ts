import { childrenOf } from "../dom"
import type { NameIndex } from "./names"
import type { Hit, PageTag, Zone } from "./types"
import { zoneOf } from "./zones"

/** Lists of choices inside a row, as for merging, hold the ids of other tags. */
const CHOICES =
  "select,datalist,script,style,template,lyte-dropdown,lyte-menu,lyte-drop-box,[role=menu],[role=listbox]"

/**
 * The tags whose ids stand in the attributes of a row; more than one means that none of them is the row's own.
 * @param inShadow whether the row may hold shadow trees
 */
function idsIn(row: Element, names: NameIndex, inShadow: boolean): ReadonlySet<PageTag> {
  const found = new Set<PageTag>()
  // Reading markup in one go is many times cheaper than asking each attribute; shadow trees are not part of it.
  if (names.hasIds && (inShadow || names.idsMayBeIn(row.outerHTML))) collect(row, names, found)
  return found
}

/** The tags whose ids rows hold, each row read once until anything in or around it changes. */
export function rowIds(names: NameIndex, inShadow: () => boolean): RowIds {
  const known = new WeakMap<Element, ReadonlySet<PageTag>>()
  return {
    of(row) {
      const ids = known.get(row) ?? idsIn(row, names, inShadow())
      known.set(row, ids)
      return ids
    },
    forget: (rows) => {
      for (const row of rows) known.delete(row)
    },
  }
}

export interface RowIds {
  readonly of: (row: Element) => ReadonlySet<PageTag>
  readonly forget: (rows: Iterable<Element>) => void
}

/** Places that hold a tag's id, for pages whose texts show no names. */
export function idHits(root: Element, names: NameIndex, inShadow: boolean): Hit[] {
  const hits: Hit[] = []
  if (names.hasIds && (inShadow || names.idsMayBeIn(root.outerHTML))) walk(root, "plain", names, hits)
  return hits
}

function walk(element: Element, around: Zone, names: NameIndex, hits: Hit[]): void {
  const zone = zoneOf(element, around)
  if (!zone || zone === "navigation" || element.matches(CHOICES)) return
  const found = new Set<PageTag>()
  addFrom(element, names, found)
  if (found.size === 1) hits.push({ element, zone: "plain", source: "", exact: [...found], counted: [] })
  for (const child of childrenOf(element)) walk(child, zone, names, hits)
}

function collect(element: Element, names: NameIndex, found: Set<PageTag>): void {
  addFrom(element, names, found)
  for (const child of childrenOf(element)) if (!child.matches(CHOICES)) collect(child, names, found)
}

function addFrom(element: Element, names: NameIndex, found: Set<PageTag>): void {
  for (const attribute of element.attributes) names.addIdsIn(attribute.value, found)
}
