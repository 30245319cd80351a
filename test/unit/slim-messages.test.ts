import { describe, expect, it } from "vitest"
import { slimMessages } from "../../.ci/slim-messages"

const count = { count: { content: "$1" } }

describe("messages as they are shipped", () => {
  it("hold their placeholders by number, and nothing that only we read", () => {
    const messages = {
      used: {
        message: "$COUNT$ of $Allowed$",
        description: "How full",
        placeholders: { ...count, allowed: { content: "$2" } },
      },
    }
    expect(slimMessages(messages, {})).toEqual({ used: { message: "$1 of $2" } })
  })

  it("keep a placeholder that a digit follows, which Firefox would take for another", () => {
    const message = { message: "$COUNT$00", placeholders: count }
    expect(slimMessages({ hundreds: message }, {})).toEqual({ hundreds: message })
  })

  it("leave out the plural forms that say what the last one says", () => {
    const tags = { message: "$COUNT$ tags", placeholders: count }
    const messages = { tags_one: { message: "a tag" }, tags_two: tags, tags_many: tags, tags_other: tags }
    expect(Object.keys(slimMessages(messages, {}))).toEqual(["tags_one", "tags_other"])
  })

  it("keep a form that would otherwise be said in the default language", () => {
    const same = { message: "$COUNT$ 個", placeholders: count }
    const messages = { tags_one: same, tags_many: same, tags_other: same }
    const english = { tags_one: { message: "$1 tag" }, tags_other: { message: "$1 tags" } }
    expect(Object.keys(slimMessages(messages, english))).toEqual(["tags_one", "tags_other"])
  })
})
