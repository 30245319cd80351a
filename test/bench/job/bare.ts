/** What the browser and the sandbox alone take for calls: a loop in a page of the extension that does nothing else. */
import { startExtension } from "../extension"
import { repeat } from "../measure"
import { CONCURRENCY, ZOHO, moduleNames, orgFor, type Case } from "./cases"

const MODULES = 100
const LOOPS = 3
const LISTS: Pick<Case, "modules" | "tagsPerModule" | "refused"> = {
  ...{ modules: MODULES, tagsPerModule: 200, refused: 0 },
}

/**
 * Reads the list of each of a hundred modules, as many at a time as the extension does.
 * @returns of each loop, its time as a share of what it would take on a machine that takes none
 */
export async function runBare(): Promise<number[]> {
  const extension = await startExtension(orgFor({ ...LISTS } as Case))
  try {
    extension.sandbox.zoho.setLatency(ZOHO.latency)
    const ideal = (MODULES / CONCURRENCY) * ZOHO.latency
    const loop = (): Promise<number> =>
      extension.page.evaluate(callAll, moduleNames(LISTS), CONCURRENCY).then((time) => time / ideal)
    // The first one opens the connections.
    await loop()
    return await repeat(LOOPS, loop)
  } finally {
    await extension.close()
  }
}

/** Runs in the page. */
async function callAll(modules: readonly string[], atOnce: number): Promise<number> {
  interface Token {
    readonly accessToken: string
    readonly apiOrigin: string
  }
  interface Api {
    readonly storage: { readonly session: { get(keys: null): Promise<Record<string, Token>> } }
  }
  const { storage } = (globalThis as unknown as { readonly chrome: Api }).chrome
  const kept = Object.entries(await storage.session.get(null))
  const token = kept.find(([key]) => key.startsWith("token:"))?.[1]
  if (!token) throw new Error("not signed in")
  const left = [...modules]
  const lane = async (): Promise<void> => {
    for (let module = left.pop(); module !== undefined; module = left.pop()) {
      const answer = await fetch(`${token.apiOrigin}/crm/v7/settings/tags?module=${module}`, {
        headers: { authorization: `Zoho-oauthtoken ${token.accessToken}` },
        credentials: "omit",
        cache: "no-store",
      })
      const { tags } = (await answer.json()) as { readonly tags: readonly unknown[] }
      if (tags.length === 0) throw new Error("no tags")
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: atOnce }, lane))
  return performance.now() - start
}
