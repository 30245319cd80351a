/** Zoho's pages: the cost of the extension on the tag page and on other pages. */
import { buildFolder } from "../../.ci/plasmo"
import { measureForeignPage, traceForeignPage } from "./foreign-page"
import { figure, type Bench, type Figure } from "./measure"
import { measureTagPage } from "./tag-page"

export const page: Bench = {
  name: "page",
  async run({ short }): Promise<Figure[]> {
    if (short) return []
    const folder = buildFolder("chrome-mv3")
    const figures = [
      ...(await measureForeignPage(folder)),
      ...(await traceForeignPage(folder)),
      ...(await measureTagPage()),
    ]
    return figures.map(({ name, unit, value, samples }) => figure(name, unit, samples ?? value))
  },
}
