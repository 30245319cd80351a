/** The other way: a script with Zoho's official SDK that does the same work, one call after another as its samples do. */
import { setTimeout as pause } from "node:timers/promises"
import { MassDeleteTags, Tags, type APIResponse } from "@zohocrm/nodejs-sdk-7.0"
import { accepted, massDelete, statusOf } from "../../conformance/sdk-calls"
import { params } from "../../conformance/sdk-session"
import type { SeededOrg } from "../../sandbox"
import { TAGS_PER_CALL } from "./cases"

/** Between two looks at a job. The samples look once and leave it at that; a second is what a script would take. */
const BETWEEN_LOOKS = 1_000

/** Lists a module, deletes what it lists, waits for Zoho's jobs and lists once more. Returns how many tags are left. */
export async function deleteModule(org: SeededOrg, module: string): Promise<number> {
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

/** A tag that Zoho refuses by name is left out of the next call; where it names none, the list is halved. */
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
  while ((await statusOf(jobId)).getStatus().getValue() !== "COMPLETED") await pause(BETWEEN_LOOKS)
}
