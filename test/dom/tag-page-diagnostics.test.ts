/** Copied page details describe the page's structure, without names, IDs or texts. */
import { expect, test } from "vitest"
import { Recognizer } from "../../src/tag-page/recognition/recognize"
import { diagnosticsOf } from "../../src/tag-page/visit/actions"
import { FIRST_STATE } from "../../src/tag-page/visit/state"
import { acme, moduleTags } from "../gallery/fixtures"

// There is no layout here, so nothing is hidden.
Element.prototype.checkVisibility = () => true

test("copies the structure of the page, without the org's names, IDs and texts", () => {
  const tags = moduleTags(6)
  const list = document.createElement("ul")
  for (const { id, name } of tags.tags) {
    const row = document.createElement("li")
    row.dataset["id"] = id
    row.className = `row for-${acme.id}`
    row.append(Object.assign(document.createElement("span"), { textContent: name }))
    list.append(row)
  }
  document.body.replaceChildren(list)
  const recognition = new Recognizer(tags.tags).recognize()
  expect(recognition.rows).toHaveLength(6)
  const context = {
    status: "ready" as const,
    account: { id: "eu-production-1", org: acme },
    tags,
    moduleName: "Potentials",
    commonNames: ["Ada Lovelace"],
    jobs: [],
    question: null,
  }
  const copied = diagnosticsOf({ ...FIRST_STATE, context, recognition })
  expect(JSON.parse(copied)).toMatchObject({ page: "ready", level: "own", tags: 6, rows: 6 })
  expect(copied).toContain("ul>*li>span")
  const secrets = [
    acme.name,
    acme.id,
    "Ada",
    "Potentials",
    ...tags.tags.flatMap(({ id, name }) => [id, name]),
  ]
  for (const secret of secrets) expect(copied).not.toContain(secret)
})
