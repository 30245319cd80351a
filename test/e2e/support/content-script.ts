/**
 * What a compromised renderer could do: our content script's context, under full control. One of our own pages
 * injects the code there with the browser's scripting API.
 */
import type Browser from "webextension-polyfill"
import type { Tab } from "./driver"

type Api = typeof Browser

/** The background's reply, or why there was none. */
export type Reply = { readonly done?: boolean; readonly value?: unknown; readonly error?: string } | null

export interface Command {
  readonly name: string
  readonly request: unknown
}

/** Sends commands in order from the content script's context of a page. */
export function sendAsContentScript(ours: Tab, page: Tab, commands: readonly Command[]): Promise<Reply[]> {
  return inContentScript(ours, page, commands, [])
}

/** What the content script's context gets from each storage area: the content or the refusal. */
export function readAsContentScript(ours: Tab, page: Tab, areas: readonly string[]): Promise<Reply[]> {
  return inContentScript(ours, page, [], areas)
}

async function inContentScript(
  ours: Tab,
  page: Tab,
  commands: readonly Command[],
  areas: readonly string[],
): Promise<Reply[]> {
  const url = await page.url()
  return ours.evaluate(
    async (address, list, stores) => {
      const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", Api>>
      const api = globals.browser ?? globals.chrome
      if (!api) throw new Error("not on a page of the extension")
      const tab = (await api.tabs.query({})).find((each) => each.url === address)
      const [frame] = await api.scripting.executeScript({
        target: { tabId: tab?.id ?? -1 },
        // As one string, since Chromium drops nulls from arguments.
        args: [JSON.stringify([list, stores])],
        func: async (all: string) => {
          type All = [{ name: string; request: unknown }[], ("local" | "session")[]]
          const [asked, read] = JSON.parse(all) as All
          const world = globalThis as unknown as Partial<Record<"browser" | "chrome", Api>>
          const own = (world.browser ?? world.chrome) as Api
          const failed = (error: unknown): Reply => ({ error: String(error) })
          const replies: Reply[] = []
          for (const { name, request } of asked)
            replies.push(
              (await own.runtime.sendMessage({ mark: "tagsweep/1", name, request }).catch(failed)) as Reply,
            )
          for (const area of read) {
            try {
              replies.push({ value: await own.storage[area].get() })
            } catch (error) {
              replies.push(failed(error))
            }
          }
          return replies
        },
      })
      return (frame?.result ?? []) as Reply[]
    },
    url,
    commands as { name: string; request: unknown }[],
    areas as string[],
  )
}
