/**
 * The alternative: a script with Zoho's official SDK that does the same work, one call after another, like its samples.
 * `tsx test/bench/job/sdk.ts "37 tags"`
 */
import { setTimeout as pause } from "node:timers/promises"
import { MassDeleteTags, Tags, type APIResponse } from "@zohocrm/nodejs-sdk-7.0"
import { accepted, massDelete, statusOf } from "../../conformance/sdk-calls"
import { endForSdk, params, sdkScopes, signIn, startForSdk } from "../../conformance/sdk-session"
import type { SeededOrg } from "../../sandbox"
import { CASES, moduleNames, orgFor, TAGS_PER_CALL, type Case } from "./cases"
import { asMeasured, expectLeft, fill, type SdkRun } from "./run"
import { trafficOf } from "./traffic"

/** Interval between status calls (ms). The samples call only once; a script would typically wait a second. */
const POLL_MS = 1_000

/** Runs the case. With fewer modules, extrapolates time and calls to all of them. */
async function runScript(one: Case): Promise<SdkRun> {
  const sandbox = await startForSdk()
  try {
    const org = sandbox.zoho.seedOrg(orgFor([one]))
    fill(sandbox, org, one)
    await signIn(sandbox, org, sdkScopes)
    asMeasured(sandbox, one)
    const since = Date.now()
    for (const module of moduleNames(one).slice(0, one.modulesForSdk)) await deleteModule(org, module)
    const milliseconds = Date.now() - since
    expectLeft(sandbox, org, one, one.modulesForSdk)
    const { calls } = trafficOf(sandbox, org, since)
    const times = one.modules / one.modulesForSdk
    return { milliseconds: milliseconds * times, calls: calls * times }
  } finally {
    await endForSdk(sandbox)
  }
}

/** Lists a module, deletes its tags, waits for Zoho's jobs and lists it again. Returns how many tags are left. */
async function deleteModule(org: SeededOrg, module: string): Promise<number> {
  const ids = await listIds(module)
  for (let at = 0; at < ids.length; at += TAGS_PER_CALL)
    await deleteAll(org, module, ids.slice(at, at + TAGS_PER_CALL))
  return (await listIds(module)).length
}

async function listIds(module: string): Promise<bigint[]> {
  const answer = await new Tags.TagsOperations().getTags(await params([Tags.GetTagsParam.MODULE, module]))
  const wrapper = answer.getObject()
  return wrapper instanceof Tags.ResponseWrapper ? wrapper.getTags().map((tag) => tag.getId()) : []
}

/** Retries without a tag that Zoho refuses by name; if Zoho names none, bisects the list. */
async function deleteAll(org: SeededOrg, module: string, ids: readonly bigint[]): Promise<void> {
  if (ids.length === 0) return
  const answer = await massDelete(org, module, ids)
  if (answer.getObject() instanceof MassDeleteTags.SuccessResponse) return waitFor(accepted(answer))
  const named = refusedIndex(answer)
  if (named !== undefined) return deleteAll(org, module, ids.toSpliced(named, 1))
  if (ids.length === 1) return
  await deleteAll(org, module, ids.slice(0, ids.length / 2))
  await deleteAll(org, module, ids.slice(ids.length / 2))
}

function refusedIndex(answer: APIResponse): number | undefined {
  const refusal = answer.getObject()
  if (!(refusal instanceof MassDeleteTags.APIException)) throw new Error("an answer of another kind")
  const index = /tags\[(\d+)\]/.exec(String(refusal.getDetails().get("json_path")))?.[1]
  return index === undefined ? undefined : Number(index)
}

async function waitFor(jobId: string): Promise<void> {
  while ((await statusOf(jobId)).getStatus().getValue() !== "COMPLETED") await pause(POLL_MS)
}

const [, , name] = process.argv
const chosen = CASES.find((one) => one.name === name)
if (!chosen) throw new Error(`no case "${String(name)}"`)
console.log(JSON.stringify(await runScript(chosen)))
