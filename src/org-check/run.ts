/** Moves a check on from wherever it stands. What it needs of the world is handed in, as in `deletion`. */
import type { JobState } from "../deletion/job"
import { backOff } from "../runner/clock"
import type { Clock } from "../runner/clock"
import { untilDone } from "../runner/until-done"
import { catalogueRow } from "../zoho/errors/catalogue"
import type { FaultKind } from "../zoho/errors/catalogue"
import type { ZohoResult } from "../zoho/errors/fault"
import type { CheckPhase, CheckStep, Exchange, OrgCheck, StepName } from "./record"
import { withoutDoubles } from "./shape"

export interface FoundTags {
  readonly tags: readonly { readonly id: string; readonly name: string }[]
  /** How many tags the module may have; null when Zoho did not say. */
  readonly allowed: number | null
}

/** Zoho, as the check's account reaches it. Every call answers; none throws. */
export interface CheckZoho {
  modules(): Promise<ZohoResult<unknown>>
  tags(): Promise<ZohoResult<FoundTags>>
  create(names: readonly string[]): Promise<ZohoResult<readonly ZohoResult<{ readonly id: string }>[]>>
  usage(tagId: string): Promise<ZohoResult<unknown>>
  remove(tagId: string): Promise<ZohoResult<unknown>>
}

export interface CheckPorts {
  readonly clock: Clock
  readonly zoho: CheckZoho
  /** Gives the check's job to the engine, or finds it there; resolves when it is finished. */
  readonly deleted: (check: OrgCheck) => Promise<JobState>
  readonly save: (check: OrgCheck) => Promise<void>
  /** Answers of Zoho's since this was last asked. */
  readonly heard: () => readonly Exchange[]
}

/** Tries of a call that fails for want of a connection or the like: about a minute. */
const MOST_TRIES = 6
/** Looks for tags whose making got no answer: a late one would show in these twenty seconds. */
const LOOKS = 4

/** Goes on until the check is finished, or stands still for a person; resolves with it as it was last saved. */
export async function runCheck(start: OrgCheck, ports: CheckPorts): Promise<OrgCheck> {
  let check: OrgCheck = start.stopped === null ? start : { ...start, stopped: null }
  while (check.phase !== "finished" && check.stopped === null) {
    check = await PHASES[check.phase](check, ports)
    await keep(check, ports)
  }
  return check
}

type Move = (check: OrgCheck, ports: CheckPorts) => Promise<OrgCheck>

const PHASES: Readonly<Record<Exclude<CheckPhase, "finished">, Move>> = {
  reading: read,
  ready: create,
  creating: look,
  deleting: remove,
  verifying: verify,
}

/** A failing disk holds the check where it is: nothing happens that is not written down. */
function keep(check: OrgCheck, { clock, save }: CheckPorts): Promise<void> {
  return untilDone(clock, () => save(check))
}

async function read(check: OrgCheck, ports: CheckPorts): Promise<OrgCheck> {
  // What the org does not answer here is a finding, and no reason to end.
  const modules = await patiently(ports, () => ports.zoho.modules())
  const asked = noted(check, ports, "modules", modules)
  const list = await patiently(ports, () => ports.zoho.tags())
  const read = noted(asked, ports, "tags", list)
  if (!list.ok) return finished(read, ports, list.fault.kind)
  const { tags, allowed } = list.value
  if (allowed !== null && tags.length + check.tags.length > allowed)
    return finished(read, ports, "plan-limit")
  return { ...read, phase: "ready" }
}

async function create(check: OrgCheck, ports: CheckPorts): Promise<OrgCheck> {
  const creating: OrgCheck = { ...check, phase: "creating" }
  await keep(creating, ports)
  const made = await ports.zoho.create(check.tags.map((tag) => tag.name))
  const items = made.ok ? made.value : []
  const fault = made.ok ? items.find((item) => !item.ok)?.fault : made.fault
  const result = fault ? { ok: false as const, fault } : made
  const asked = noted(creating, ports, "create", result)
  if (!made.ok && catalogueRow(made.fault.kind).outcome === "unchanged")
    return finished(asked, ports, made.fault.kind)
  const problem = fault?.kind ?? null
  if (!made.ok || items.some((item) => !item.ok && catalogueRow(item.fault.kind).outcome === "unknown"))
    return { ...asked, problem }
  const tags = check.tags.map((tag, at) => {
    const item = items[at]
    return item?.ok ? { ...tag, id: item.value.id } : tag
  })
  if (tags.every((tag) => tag.id === null)) return finished(asked, ports, problem)
  return { ...asked, tags, problem, phase: "deleting" }
}

/** The call that makes the tags may or may not have arrived. Their names are unlike any other's, so a list tells. */
async function look(check: OrgCheck, ports: CheckPorts): Promise<OrgCheck> {
  for (let looks = 1; ; looks++) {
    const list = await patiently(ports, () => ports.zoho.tags())
    const seen = noted(check, ports, "look", list)
    if (!list.ok) return { ...seen, stopped: list.fault.kind }
    const ids = new Map(list.value.tags.map((tag) => [tag.name, tag.id]))
    const tags = check.tags.map((tag) => ({ ...tag, id: ids.get(tag.name) ?? null }))
    const found = tags.filter((tag) => tag.id !== null).length
    if (found < tags.length && looks < LOOKS) await wait(ports.clock, backOff(looks))
    else if (found === 0) return finished(seen, ports, check.problem ?? "unreachable")
    else return { ...seen, tags, phase: "deleting" }
  }
}

async function remove(check: OrgCheck, ports: CheckPorts): Promise<OrgCheck> {
  const first = check.tags.find((tag) => tag.id !== null)?.id
  const known = check.steps.some((step) => step.what === "usage")
  let asked = check
  if (!known && first != null) {
    asked = noted(check, ports, "usage", await patiently(ports, () => ports.zoho.usage(first)))
    await keep(asked, ports)
  }
  const job = await ports.deleted(asked)
  return { ...noted(asked, ports, "delete", { ok: true }, job), phase: "verifying" }
}

/** Only a list that shows none of the tags ends the check; what it still shows is deleted one by one. */
async function verify(check: OrgCheck, ports: CheckPorts): Promise<OrgCheck> {
  let seen = check
  for (let looks = 1; ; looks++) {
    const list = await patiently(ports, () => ports.zoho.tags())
    seen = noted(seen, ports, "verify", list)
    if (!list.ok) return { ...seen, stopped: list.fault.kind }
    const left = list.value.tags.filter((tag) =>
      check.tags.some((ours) => ours.id === tag.id || ours.name === tag.name),
    )
    if (left.length === 0) return finished(seen, ports, check.problem)
    if (looks === LOOKS) return { ...seen, stopped: "kept" }
    for (const tag of left) {
      const removed = await patiently(ports, () => ports.zoho.remove(tag.id))
      seen = noted(seen, ports, "remove", removed)
    }
    await wait(ports.clock, backOff(looks - 1))
  }
}

function finished(check: OrgCheck, { clock }: CheckPorts, problem: FaultKind | null): OrgCheck {
  return { ...check, phase: "finished", finishedAt: clock.now(), problem }
}

type Result = { readonly ok: true } | { readonly ok: false; readonly fault: { readonly kind: FaultKind } }

/** The check with a step added. One that is taken again tells its answers with the first. */
function noted(
  check: OrgCheck,
  { clock, heard }: CheckPorts,
  what: StepName,
  result: Result,
  job: JobState | null = null,
): OrgCheck {
  const before = check.steps.find((step) => step.what === what)
  const step: CheckStep = {
    ...{ what, at: clock.now(), fault: result.ok ? null : result.fault.kind, job },
    exchanges: withoutDoubles([...(before?.exchanges ?? []), ...heard()]),
  }
  return { ...check, steps: [...check.steps.filter((other) => other !== before), step] }
}

/** Makes a call again while what hinders it passes by itself. */
async function patiently<T>(
  { clock }: CheckPorts,
  call: () => Promise<ZohoResult<T>>,
): Promise<ZohoResult<T>> {
  for (let tries = 0; ; tries++) {
    const answer = await call()
    if (answer.ok || tries + 1 === MOST_TRIES) return answer
    if (!["retry", "reread-tags", "wait"].includes(catalogueRow(answer.fault.kind).action)) return answer
    await wait(clock, backOff(tries))
  }
}

function wait(clock: Clock, delay: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delay, resolve)
  })
}
