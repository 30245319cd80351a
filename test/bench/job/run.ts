/** One deletion, from reading the tags to the last tag's outcome, by the extension and by a script. */
import { execFile } from "node:child_process"
import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import * as v from "valibot"
import type { RequestOf } from "../../../src/messages/contract"
import { MARK } from "../../../src/messages/send"
import type { Sandbox, SeededOrg } from "../../sandbox"
import { empty, type Extension } from "../extension"
import { moduleNames, tagsFor, ZOHO, type Case } from "./cases"
import { trafficOf, type Traffic } from "./traffic"

export interface Run {
  readonly milliseconds: number
  readonly traffic: Traffic
}

/** Gives the sandbox the speed and the reading of the case. */
export function asMeasured(sandbox: Sandbox, { named }: Case): void {
  sandbox.zoho.setLatency(ZOHO.latency)
  sandbox.zoho.setJobLength(ZOHO.jobBase, ZOHO.jobPerTag)
  sandbox.zoho.setReadings({ jsonPath: named ? "present" : "absent" })
}

/** Replaces the tags of the case's modules with the case's tags. */
export function fill({ zoho }: Sandbox, { zgid }: SeededOrg, one: Case): void {
  for (const module of moduleNames(one)) {
    const ids = zoho.tags(zgid, module).map(({ id }) => id)
    zoho.removeTags(zgid, module, ids)
    zoho.addTags(zgid, module, tagsFor(one))
  }
}

/**
 * Runs the case with the extension: requests a draft for all modules like the tag manager, confirms, and waits for the
 * last job. The worker is freshly woken and knows no earlier job.
 */
export async function runExtension(extension: Extension, one: Case): Promise<Run> {
  const { sandbox, org } = extension
  await extension.browser.terminateBackground()
  await empty(extension.page, WORK)
  sandbox.log.clear()
  fill(sandbox, org, one)
  asMeasured(sandbox, one)
  // In the tag manager, the list of modules is loaded before the user confirms.
  await extension.ask("modules.list", { accountId: extension.accountId })
  const { jobs, since } = await startDeletion(extension, moduleNames(one))
  const ended = await untilFinished(extension, jobs)
  expectLeft(sandbox, org, one, one.modules)
  return { milliseconds: ended - since, traffic: trafficOf(sandbox, org, since) }
}

/** The stores that jobs write to. */
const WORK = ["jobs", "steps", "backups", "backupTags", "backupRecords", "tagLists", "drafts"]

interface Started {
  readonly jobs: readonly string[]
  /** When the draft was requested, and when it was confirmed (ms since the epoch). */
  readonly since: number
  readonly confirmedAt: number
}

/** Requests one draft for all tags of these modules, like the tag manager, and confirms it. */
export function startDeletion(
  extension: Extension,
  modules: readonly string[],
  answer: Partial<RequestOf<"confirm">> = {},
): Promise<Started> {
  const { org, accountId, sandbox } = extension
  const parts = modules.map((module) => ({
    module,
    tags: sandbox.zoho.tags(org.zgid, module).map(({ id, name }) => ({ id, name })),
  }))
  return startJobs(extension, { kind: "deletion", accountId, parts }, answer)
}

/** Requests a draft, and confirms it. */
export function startJobs(
  { page }: Extension,
  draft: RequestOf<"draft">,
  answer: Partial<RequestOf<"confirm">> = {},
): Promise<Started> {
  return page.evaluate(draftAndConfirm, MARK, draft, answer)
}

/** Runs in the page, so that a draft of thousands of tags need not leave the browser, which would take time. */
async function draftAndConfirm(mark: string, draft: object, answer: object): Promise<Started> {
  interface Reply {
    readonly done: boolean
    readonly error: string
    readonly value: {
      readonly ok: boolean
      readonly value: {
        readonly draftId: string
        readonly tags: number
        readonly jobIds: string[]
      }
      readonly problem: { readonly happened: string }
    }
  }
  interface Api {
    readonly runtime: { sendMessage(message: unknown): Promise<Reply> }
  }
  const ask = async (name: string, request: unknown): Promise<Reply["value"]["value"]> => {
    const { runtime } = (globalThis as unknown as { readonly chrome: Api }).chrome
    const { done, error, value } = await runtime.sendMessage({ mark, name, request })
    if (!done) throw new Error(error)
    if (!value.ok) throw new Error(value.problem.happened)
    return value.value
  }
  const since = Date.now()
  const { draftId, tags } = await ask("draft", draft)
  const confirmedAt = Date.now()
  const { jobIds } = await ask("confirm", { draftId, typed: String(tags), ...answer })
  return { jobs: jobIds, since, confirmedAt }
}

/** Waits for the jobs. Returns when the last one ended, according to its record (ms since the epoch). */
export async function untilFinished({ page }: Extension, jobIds: readonly string[]): Promise<number> {
  for (;;) {
    const ends = await page.evaluate(async (ids) => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open("tagsweep")
        opening.onsuccess = () => resolve(opening.result)
      })
      const store = database.transaction("jobs").objectStore("jobs")
      const heads = await new Promise<{ id: string; finishedAt: number | null }[]>((resolve) => {
        const reading = store.getAll() as IDBRequest<{ id: string; finishedAt: number | null }[]>
        reading.onsuccess = () => resolve(reading.result)
      })
      database.close()
      return heads.filter(({ id }) => ids.includes(id)).map(({ finishedAt }) => finishedAt)
    }, jobIds)
    const finished = ends.filter((end) => end !== null)
    if (finished.length === jobIds.length) return Math.max(...finished)
    await pause(500)
  }
}

const sdkRunSchema = v.object({ milliseconds: v.number(), calls: v.number() })
export type SdkRun = v.InferOutput<typeof sdkRunSchema>

/** Runs the case with Zoho's SDK in a separate process: the SDK has one session per process. */
export async function runSdk({ name }: Case): Promise<SdkRun> {
  const script = fileURLToPath(new URL("sdk.ts", import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, script, name])
  return v.parse(v.pipe(v.string(), v.parseJson(), sdkRunSchema), stdout)
}

/** @throws if the run did not delete the right number of tags */
export function expectLeft({ zoho }: Sandbox, { zgid }: SeededOrg, one: Case, modules: number): void {
  for (const module of moduleNames(one).slice(0, modules)) {
    const left = zoho.tags(zgid, module).length
    if (left !== one.refused) throw new Error(`${one.name}: ${left} tags are left in ${module}`)
  }
}
