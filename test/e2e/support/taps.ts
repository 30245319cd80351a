/** Listening in on the extension's own messages, requests and replies alike, at both ends. */
import type Browser from "webextension-polyfill"
import type { Tab } from "./driver"

type Api = typeof Browser
interface Tapped {
  chrome?: Api
  browser?: Api
  heard?: string[]
}

/** On a page of ours: keeps every message that arrives there, and every one that it sends with its reply. */
export function tapOwnPage(): void {
  const world = window as unknown as Tapped
  const runtime = (world.browser ?? world.chrome)?.runtime
  if (!runtime) throw new Error("not on a page of the extension")
  const heard: string[] = []
  world.heard = heard
  const send = runtime.sendMessage.bind(runtime)
  runtime.onMessage.addListener((message: unknown) => {
    heard.push(JSON.stringify(message))
    return undefined
  })
  runtime.sendMessage = async (message: unknown) => {
    const reply: unknown = await send(message)
    heard.push(JSON.stringify([message, reply]))
    return reply
  }
}

export function heardByOwnPage(): string {
  return ((window as unknown as Tapped).heard ?? []).join("\n")
}

/** Asks on a page of ours for all that tells of an account. */
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

/** The same in the content script's own context, whose script looks its way to the background up at each use. */
export async function tapContentScript(ours: Tab, page: Tab): Promise<void> {
  await inWorldOf(ours, await page.url(), true)
}

export async function heardByContentScript(ours: Tab, page: Tab): Promise<string> {
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
            if (!begins) return (world.heard ?? []).join("\n")
            const heard: string[] = []
            world.heard = heard
            const runtime = (world.browser ?? world.chrome)?.runtime
            if (!runtime) throw new Error("no way to the background")
            const send = runtime.sendMessage.bind(runtime)
            runtime.sendMessage = async (message: unknown) => {
              const reply: unknown = await send(message)
              heard.push(JSON.stringify([message, reply]))
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
