/** Mass deletes with Zoho's official SDK. */
import { MassDeleteTags, type APIResponse } from "@zohocrm/nodejs-sdk-7.0"
import type { Sandbox, SeededOrg } from "../sandbox"
import { params } from "./sdk-session"

const operations = new MassDeleteTags.MassDeleteTagsOperations()

interface ModuleSent {
  readonly id?: bigint
  readonly apiName?: string
}

/** The SDK's body of a mass delete. */
export function element(
  module: ModuleSent | undefined,
  ids: readonly bigint[] | undefined,
): InstanceType<typeof MassDeleteTags.MassDelete> {
  const one = new MassDeleteTags.MassDelete()
  if (module) {
    const sent = new MassDeleteTags.Module()
    if (module.id !== undefined) sent.setId(module.id)
    if (module.apiName !== undefined) sent.setAPIName(module.apiName)
    one.setModule(sent)
  }
  if (ids) {
    one.setTags(
      ids.map((id) => {
        const tag = new MassDeleteTags.Tag()
        tag.setId(id)
        return tag
      }),
    )
  }
  return one
}

export function send(...list: InstanceType<typeof MassDeleteTags.MassDelete>[]): Promise<APIResponse> {
  const body = new MassDeleteTags.BodyWrapper()
  body.setMassDelete(list)
  return operations.massDeleteTags(body)
}

export function moduleOf(org: SeededOrg, apiName: string): { id: bigint; apiName: string } {
  const module = org.modules[apiName]
  if (!module) throw new Error(`no module ${apiName}`)
  return { id: BigInt(module.id), apiName }
}

export function massDelete(org: SeededOrg, apiName: string, ids: readonly bigint[]): Promise<APIResponse> {
  return send(element(moduleOf(org, apiName), ids))
}

/** The job id of an accepted mass delete. @throws if it was not accepted */
export function accepted(answer: APIResponse): string {
  const object = answer.getObject()
  if (!(object instanceof MassDeleteTags.SuccessResponse)) throw new Error("not accepted")
  return String(object.getDetails().get("job_id"))
}

export async function jobAnswer(jobId?: string): Promise<APIResponse> {
  return operations.getStatus(
    jobId === undefined ? undefined : await params([MassDeleteTags.GetStatusParam.JOB_ID, jobId]),
  )
}

export async function statusOf(
  jobId: string,
): Promise<InstanceType<typeof MassDeleteTags.MassDeleteDetails>> {
  const wrapper = (await jobAnswer(jobId)).getObject() as InstanceType<
    typeof MassDeleteTags.StatusResponseWrapper
  >
  return wrapper.getMassDelete()[0] as InstanceType<typeof MassDeleteTags.MassDeleteDetails>
}

/** Names of a module's tags, in order. */
export function names(sandbox: Sandbox, org: SeededOrg, apiName: string): string[] {
  return sandbox.zoho.tags(org.zgid, apiName).map((tag) => tag.name)
}
