/** Of two background workers alive at once, only one starts work. */
import { describe, expect, it } from "vitest"

import { onlyAsLeader } from "../../src/background/handlers/guards"
import type { Handlers } from "../../src/messages/receive"

type Confirm = Handlers["confirm"]
const request = {} as Parameters<Confirm>[0]
const sender = {} as Parameters<Confirm>[1]

describe("a worker that is not the leader", () => {
  function idle(): { handlers: Handlers; handled: string[]; takeOver: () => void } {
    const handled: string[] = []
    const handlers = new Proxy({} as Handlers, {
      ownKeys: () => ["draft", "account.list"],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
      get: (_, name: string) => () => {
        handled.push(name)
        return Promise.resolve(null)
      },
    })
    let takeOver = (): void => undefined
    const only = new Promise<void>((resolve) => (takeOver = resolve))
    return { handlers: onlyAsLeader(handlers, only), handled, takeOver }
  }

  it("delays drafts and confirmations, but answers commands that change nothing", async () => {
    const { handlers, handled } = idle()
    void handlers.confirm(request, sender)
    void handlers["check.start"]({} as never, sender)
    void handlers.draft({} as never, sender)
    await handlers["account.list"]({}, sender)
    expect(handled).toEqual(["account.list"])
  })

  it("handles a delayed confirmation when the leader has ended", async () => {
    const { handlers, handled, takeOver } = idle()
    const confirmed = handlers.confirm(request, sender)
    takeOver()
    await confirmed
    expect(handled).toEqual(["confirm"])
  })
})
