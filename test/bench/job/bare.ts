/** The time that browser and sandbox take for bare calls: loops in an extension page that do nothing else. */
import type { Extension } from "../extension"
import { repeat } from "../measure"
import { CONCURRENCY, MOST, ZOHO, moduleNames, type Case } from "./cases"
import { fill } from "./run"

const LOOPS = 3

/**
 * Reads the lists of a hundred modules with the extension's concurrency.
 * @returns the time of each loop, relative to a machine that adds no time of its own
 */
export async function runBare(extension: Extension): Promise<number[]> {
  fill(extension.sandbox, extension.org, MOST)
  const token = await extension.page.evaluate(storedToken)
  const modules = moduleNames(MOST)
  const ideal = (modules.length / CONCURRENCY) * ZOHO.latency
  const loop = (): Promise<number> =>
    extension.page.evaluate(listAll, token, modules, CONCURRENCY).then((time) => time / ideal)
  // The first loop opens the connections.
  await loop()
  return repeat(LOOPS, loop)
}

/**
 * Deletes tags with one call each, as on Zoho's own page, without the user's clicks and confirmations.
 * @returns milliseconds for all tags of the case, extrapolated
 */
export async function runOneByOne({ page, sandbox, org }: Extension, one: Case): Promise<number> {
  fill(sandbox, org, one)
  const ids = moduleNames(one)
    .flatMap((module) => sandbox.zoho.tags(org.zgid, module).map(({ id }) => id))
    .slice(0, one.oneByOne)
  const milliseconds = await page.evaluate(deleteEach, await page.evaluate(storedToken), ids)
  return (milliseconds / ids.length) * one.modules * one.tagsPerModule
}

interface Token {
  readonly accessToken: string
  readonly apiOrigin: string
}

/** Runs in the page, like the functions below. */
async function storedToken(): Promise<Token> {
  interface Api {
    readonly storage: { readonly session: { get(keys: null): Promise<Record<string, Token>> } }
  }
  const { storage } = (globalThis as unknown as { readonly chrome: Api }).chrome
  const kept = Object.entries(await storage.session.get(null))
  const token = kept.find(([key]) => key.startsWith("token:"))?.[1]
  if (!token) throw new Error("not signed in")
  return token
}

async function listAll(token: Token, modules: readonly string[], atOnce: number): Promise<number> {
  const left = [...modules]
  const runQueue = async (): Promise<void> => {
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
  await Promise.all(Array.from({ length: atOnce }, runQueue))
  return performance.now() - start
}

async function deleteEach(token: Token, ids: readonly string[]): Promise<number> {
  const start = performance.now()
  for (const id of ids) {
    const answer = await fetch(`${token.apiOrigin}/crm/v7/settings/tags/${id}`, {
      method: "DELETE",
      headers: { authorization: `Zoho-oauthtoken ${token.accessToken}` },
      credentials: "omit",
    })
    await answer.json()
    if (!answer.ok) throw new Error("not deleted")
  }
  return performance.now() - start
}
