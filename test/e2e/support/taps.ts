/** Records the extension's own messages, requests and replies, at both ends. */
import type Browser from "webextension-polyfill"
import type { Tab } from "./driver"

type Api = typeof Browser
interface Tapped {
  chrome?: Api
  browser?: Api
  recorded?: string[]
}

/** On one of our pages: records every message that arrives, and every message that it sends with its reply. */
export function tapOwnPage(): void {
  const world = window as unknown as Tapped
  const runtime = (world.browser ?? world.chrome)?.runtime
  if (!runtime) throw new Error("not on a page of the extension")
  const recorded: string[] = []
  world.recorded = recorded
  const send = runtime.sendMessage.bind(runtime)
  runtime.onMessage.addListener((message: unknown) => {
    recorded.push(JSON.stringify(message))
    return undefined
  })
  runtime.sendMessage = async (message: unknown) => {
    const reply: unknown = await send(message)
    recorded.push(JSON.stringify([message, reply]))
    return reply
  }
}

export function recordedByOwnPage(): string {
  return ((window as unknown as Tapped).recorded ?? []).join("\n")
}

/** Runs on one of our pages: requests everything about an account. */
export async function askAll(accountId: string): Promise<void> {
  const world = window as unknown as Tapped
  const runtime = (world.browser ?? world.chrome)?.runtime
  const requests: [string, object][] = [
    ["account.list", {}],
    ["modules.list", { accountId }],
    ["tags.ofModule", { accountId, module: "Leads" }],
  ]
  for (const [name, request] of requests) await runtime?.sendMessage({ mark: "tagsweep/1", name, request })
}

/** The same in the content script's context, whose script looks up its way to the background at each use. */
export async function tapContentScript(ours: Tab, page: Tab): Promise<void> {
  await inWorldOf(ours, await page.url(), true)
}

export async function recordedByContentScript(ours: Tab, page: Tab): Promise<string> {
  return inWorldOf(ours, await page.url(), false)
}

function inWorldOf(ours: Tab, url: string, tap: boolean): Promise<string> {
  return ours.evaluate(
    async (address, begin) => {
      const globals = globalThis as unknown as Tapped
      const api = globals.browser ?? globals.chrome
      const tab = (await api?.tabs.query({}))?.find((each) => each.url === address)
      const [frame] =
        (await api?.scripting.executeScript({
          target: { tabId: tab?.id ?? -1 },
          args: [begin],
          func: (begins: boolean) => {
            const world = globalThis as unknown as Tapped
            if (!begins) return (world.recorded ?? []).join("\n")
            const recorded: string[] = []
            world.recorded = recorded
            const runtime = (world.browser ?? world.chrome)?.runtime
            if (!runtime) throw new Error("no way to the background")
            const send = runtime.sendMessage.bind(runtime)
            runtime.sendMessage = async (message: unknown) => {
              const reply: unknown = await send(message)
              recorded.push(JSON.stringify([message, reply]))
              return reply
            }
            return ""
          },
        })) ?? []
      return (frame?.result ?? "") as string
    },
    url,
    tap,
  )
}
