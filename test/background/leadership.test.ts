/** Of two background workers alive at once, one begins work. */
import { describe, expect, it } from "vitest"

import { onlyAsLeader } from "../../src/background/handlers/guards"
import type { Handlers } from "../../src/messages/receive"

type Confirm = Handlers["confirm"]
const request = {} as Parameters<Confirm>[0]
const sender = {} as Parameters<Confirm>[1]

describe("a worker beside the one that works", () => {
  function idle(): { handlers: Handlers; asked: string[]; takeOver: () => void } {
    const asked: string[] = []
    const handlers = new Proxy({} as Handlers, {
      ownKeys: () => ["draft", "account.list"],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
      get: (_, name: string) => () => {
        asked.push(name)
        return Promise.resolve(null)
      },
    })
    let takeOver = (): void => undefined
    const only = new Promise<void>((resolve) => (takeOver = resolve))
    return { handlers: onlyAsLeader(handlers, only), asked, takeOver }
  }

  it("neither asks, takes what is confirmed nor answers, but answers what changes nothing", async () => {
    const { handlers, asked } = idle()
    void handlers.confirm(request, sender)
    void handlers["check.start"]({} as never, sender)
    void handlers.draft({} as never, sender)
    await handlers["account.list"]({}, sender)
    expect(asked).toEqual(["account.list"])
  })

  it("takes it when the other has ended", async () => {
    const { handlers, asked, takeOver } = idle()
    const confirmed = handlers.confirm(request, sender)
    takeOver()
    await confirmed
    expect(asked).toEqual(["confirm"])
  })
})
