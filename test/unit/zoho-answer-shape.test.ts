/** What is shown of Zoho's answer is its shape, without names, IDs and tokens. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { exchangeOf, shapeOf } from "../../src/zoho/api/answer-shape"

describe("the shape of an answer", () => {
  it("is its keys and types, with one shape for all entries of a list", () => {
    const body = {
      tags: [
        { id: "1", name: "VIP", color_code: null },
        { id: "2", name: "Old", color_code: "#57B1FD", created_by: { id: "9", name: "Ada" } },
      ],
      info: { count: 2, more_records: false },
    }
    expect(shapeOf(body)).toBe(
      "{tags:[{id:string,name:string,color_code:null|string,created_by?:{id:string,name:string}}]," +
        "info:{count:number,more_records:boolean}}",
    )
    expect(shapeOf(undefined)).toBe("(none)")
    expect(shapeOf({ tags: [] })).toBe("{tags:[]}")
  })

  it("hides keys that are not Zoho's", () => {
    expect(shapeOf({ Workflow: { "4150868000000002181": { AddTags: [] }, "Große Deals": 1 } })).toBe(
      "{Workflow:{<key>:number|{AddTags:[]}}}",
    )
  })

  it("never shows a value", () => {
    const secret = fc.uuid().map((id) => `secret ${id}`)
    fc.assert(
      fc.property(
        fc.jsonValue(),
        secret,
        fc.array(fc.constantFrom("name", "id", "7", "code", "x y")),
        (json, value, way) => {
          const body = way.reduce<unknown>((inner, key) => ({ [key]: inner, other: json }), value)
          expect(shapeOf(body)).not.toContain("secret")
          const observed = {
            method: "GET",
            path: "settings/tags",
            query: { module: value },
            httpStatus: 200,
            body,
          }
          expect(JSON.stringify(exchangeOf(observed))).not.toContain("secret")
        },
      ),
    )
  })

  it("names the call without IDs and names, and Zoho's status words", () => {
    const observed = {
      method: "GET",
      path: "settings/tags/4150868000000002181/actions/records_count",
      query: { module: "Leads" },
      httpStatus: 200,
      body: { mass_delete: [{ status: "COMPLETED", code: "not a word" }] },
    }
    expect(exchangeOf(observed)).toEqual({
      method: "GET",
      call: "settings/tags/{id}/actions/records_count?module",
      httpStatus: 200,
      shape: "{mass_delete:[{status:string,code:string}]}",
      words: ["COMPLETED"],
    })
  })
})
