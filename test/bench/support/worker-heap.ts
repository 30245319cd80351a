/** The heap of the extension's worker, read through Chromium's debugger, which Playwright offers only for pages. */
import type { BrowserContext } from "playwright-core"
import * as v from "valibot"

const targets = v.object({
  targetInfos: v.array(v.object({ targetId: v.string(), type: v.string(), url: v.string() })),
})
const attached = v.object({ sessionId: v.string() })
const received = v.object({ sessionId: v.string(), message: v.pipe(v.string(), v.parseJson()) })
const answered = v.object({ id: v.number(), result: v.looseObject({ usedSize: v.optional(v.number()) }) })

/** Playwright has types for only part of the protocol. */
interface Session {
  send(method: string, params: object): Promise<unknown>
  on(event: string, listen: (message: unknown) => void): unknown
  detach(): Promise<void>
}

/** Kilobytes in use after a garbage collection. */
export async function workerHeap(context: BrowserContext, extensionOrigin: string): Promise<number> {
  const session = (await context.browser()?.newBrowserCDPSession()) as unknown as Session | undefined
  if (!session) throw new Error("this browser has no debugger")
  const { targetInfos } = v.parse(targets, await session.send("Target.getTargets", {}))
  const worker = targetInfos.find(
    ({ type, url }) => type === "service_worker" && url.startsWith(extensionOrigin),
  )
  if (!worker) throw new Error("the worker sleeps")
  const { targetId } = worker
  const { sessionId } = v.parse(
    attached,
    await session.send("Target.attachToTarget", { targetId, flatten: false }),
  )
  const ask = (id: number, method: string): Promise<number> =>
    new Promise((resolve) => {
      session.on("Target.receivedMessageFromTarget", (message) => {
        const { message: content } = v.parse(received, message)
        const answer = v.safeParse(answered, content)
        if (answer.success && answer.output.id === id) resolve(answer.output.result.usedSize ?? 0)
      })
      void session.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method }) })
    })
  await ask(1, "HeapProfiler.collectGarbage")
  const bytes = await ask(2, "Runtime.getHeapUsage")
  await session.detach()
  return bytes / 1000
}
