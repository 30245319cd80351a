/** The layouts of the sandbox's tag page, and how users select tags in each. */
import type { Layout } from "../../sandbox"
import type { TagPage } from "./flows"
import { clickZohoBox, scrollList } from "./zoho-page"

export interface NamedLayout {
  readonly layout: Layout
  readonly name: string
  /** Whether each row has Zoho's own box, so that we draw none. */
  readonly hasBoxes?: true
  /** Whether the last tag is shown only after an action; until then it has no box. */
  readonly keepsLast?: true
  /** Selects three tags: the third, the fourth and the last. */
  pick(page: TagPage, names: readonly [string, string, string]): Promise<void>
}

async function tickEach(page: TagPage, names: readonly string[]): Promise<void> {
  for (const name of names) await page.tick(name)
}

/** Selects two tags, makes the last one appear, and selects it. */
const afterAct =
  (act: (page: TagPage) => Promise<void>): NamedLayout["pick"] =>
  async (page, [third, fourth, last]) => {
    await tickEach(page, [third, fourth])
    await act(page)
    await page.tick(last)
  }

export const namedLayouts: readonly NamedLayout[] = [
  {
    layout: "A",
    name: "a native table",
    hasBoxes: true,
    pick: async (page, names) => {
      for (const name of names) await clickZohoBox(page.tab, name)
    },
  },
  {
    layout: "B",
    name: "a list of custom elements",
    pick: tickEach,
  },
  {
    layout: "C",
    name: "a virtual list",
    keepsLast: true,
    pick: afterAct((page) => scrollList(page.tab, "end")),
  },
  {
    layout: "D",
    name: "pages with next and previous",
    keepsLast: true,
    pick: afterAct(async ({ tab }) => {
      const next = tab.getByRole("button", { name: "Next page" })
      while (!(await next.isDisabled())) await next.click()
    }),
  },
  {
    layout: "E",
    name: "an ARIA grid with hashed classes",
    hasBoxes: true,
    pick: async ({ tab }, names) => {
      for (const name of names) {
        const row = tab.getByRole("row", { name: new RegExp(`^Pick ${name} `) })
        await row.getByRole("checkbox", { name: "Pick" }).click()
      }
    },
  },
  {
    layout: "F",
    name: "wrapping pills",
    keepsLast: true,
    pick: afterAct(({ tab }) => tab.getByRole("button", { name: /^and \d+ more$/ }).click()),
  },
  {
    layout: "G",
    name: "nested shadow roots",
    pick: tickEach,
  },
]
