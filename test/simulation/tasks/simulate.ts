/** One restore or merge in a world of troubles, from its confirmation to its rest, in virtual time. */
import type { BackupTag } from "../../../src/backup/backup"
import { isFinished } from "../../../src/deletion/job"
import { planMerge } from "../../../src/merge/plan"
import { planRestore } from "../../../src/restore/plan"
import { createLanes } from "../../../src/runner/lanes"
import type { TaskPorts, TaskZoho } from "../../../src/task/ports"
import { TASK_RULES, createTaskRunner } from "../../../src/task/runner"
import type { TaskRules, TaskRunner } from "../../../src/task/runner"
import type { AddStep, Step, Task, TaskRecord } from "../../../src/task/task"
import type { FaultKind } from "../../../src/zoho/errors/catalogue"
import { fault } from "../../../src/zoho/errors/fault"
import type { ZohoResult } from "../../../src/zoho/errors/fault"
import { createRandom } from "../world/random"
import { createTimeline } from "../world/timeline"
import { OFFERED, OTHER, Org } from "./org"

export interface Plant {
  readonly rules?: (rules: TaskRules) => TaskRules
  readonly ports?: (ports: TaskPorts) => TaskPorts
  readonly begin?: (record: TaskRecord) => TaskRecord
}

export interface Result {
  readonly violation: string | null
  readonly kills: number
  readonly calls: number
  readonly faults: number
  readonly done: number
  readonly state: string
}

const HOUR = 3_600_000
/** From then on nothing goes wrong any more, and the user mends what waits for a person. */
const CALM = 2 * HOUR
const LOST: readonly FaultKind[] = ["unreachable", "timed-out", "server-error", "truncated"]

class Violated extends Error {}

export async function simulate(seed: number, plant: Plant = {}): Promise<Result> {
  const random = createRandom(seed)
  const timeline = createTimeline()
  const isMerge = seed % 3 === 0
  const hostile = seed % 5 !== 0
  // Where names need not be unique, a second one made by others could not be told from ours.
  const unique = seed % 2 === 0
  const cancels = seed % 7 === 0
  const anyColor = seed % 10 !== 7
  const tally = { kills: 0, calls: 0, faults: 0 }
  const found: { violation: string | null } = { violation: null }
  const violate = (what: string | null): void => {
    found.violation ??= what
  }
  const isCalm = (): boolean => timeline.now() >= CALM
  const strikes = (chance: number): boolean => {
    const struck = hostile && !isCalm() && random.chance(chance)
    if (struck) tally.faults++
    return struck
  }

  const meddles = hostile && seed % 4 === 1
  const org = new Org({
    ...{ unique, anyColor, cap: seed % 11 === 0 ? 6 : 1_000 },
    capRefuses: seed % 3 === 1 ? "call" : "item",
    lockRefuses: (["call", "call-unnamed", "item"] as const)[seed % 3] ?? "call",
    onSecond: (name) => {
      // Where others make tags, too, a second one of a name need not be ours.
      if (!unique || !meddles) violate(`“${name}” is there a second time`)
    },
  })

  // Records, and the tags on them.
  const recordIds = Array.from({ length: random.int(3, 40) }, (_, at) => String(50_000 + at * 3))
  for (const id of recordIds) org.records.set(id, new Set())
  const names = Array.from({ length: random.int(1, 9) }, (_, at) => `tag ${at}`)
  const before = names.map((name, at) => org.add(name, [null, OFFERED, OTHER][at % 3] ?? null))
  for (const tag of before)
    for (const id of recordIds) if (random.chance(0.4)) org.records.get(id)?.add(tag.id)
  // What an org does not take comes back without its color.
  const picture = anyColor ? org.picture() : org.picture().replaceAll(OTHER, "-")
  const carried = new Map(
    before.map(({ id }) => [id, recordIds.filter((record) => org.records.get(record)?.has(id))]),
  )
  const wereLocked = new Set<string>()
  const check = seed % 4 === 3 ? "answers" : "records"
  // Where the re-read may come in a form that cannot be read, Zoho's word is all there is: then it must not lie.
  const lost: readonly FaultKind[] = seed % 4 === 2 ? [...LOST, "wrong-shape"] : LOST
  const lies = check === "records" && seed % 4 !== 2

  const who = {
    ...{ id: "t", now: 0, accountId: "a", confirmedBy: null },
    org: { id: "o", name: "Org", location: "eu", environment: "production" },
    module: { id: "1", apiName: "Leads", pluralLabel: "Leads" },
  } as const

  function planned(): TaskRecord {
    const [keep, ...absorb] = before
    if (isMerge && keep && absorb.length > 0)
      return planMerge({ ...who, keep, absorb, backup: { records: seed % 2 === 0 } })
    // The deletion: everything goes, or all but what the user has made again since.
    for (const { id } of before) org.remove(id)
    if (seed % 6 === 1) org.add(names[0] ?? "", before[0]?.colorCode ?? null)
    if (meddles)
      for (const id of recordIds) {
        const luck = random.next()
        if (luck < 0.05) org.records.delete(id)
        else if (luck < 0.1) org.locked.add(id)
      }
    for (const id of org.locked) wereLocked.add(id)
    const tags = before.map(({ id, name, colorCode }, index): BackupTag => ({
      ...{
        backupId: "b",
        index,
        id,
        name,
        colorCode,
        recordIds: carried.get(id) ?? [],
        recordsComplete: true,
      },
      ...{ createdBy: null, createdTime: null, modifiedBy: null, modifiedTime: null, records: null },
    }))
    return planRestore({ ...who, backupId: "b", tags, check })
  }

  /** Names of tags that the user has protected by now. */
  const protectedNames = new Set<string>()

  // The journal.
  let head: Task | undefined
  const steps = new Map<number, Step>()
  const stored = (): TaskRecord | undefined =>
    head && { job: head, steps: [...steps.values()].sort((a, b) => a.index - b.index) }

  let tokenUntil = hostile ? random.int(60_000, CALM) : Infinity
  let busyUntil = 0
  let backedUp = 0

  interface Life {
    isAlive: boolean
    runner: TaskRunner | null
  }
  let life: Life = { isAlive: false, runner: null }
  let isWaking = false

  function kill(): void {
    if (!life.isAlive) return
    life.isAlive = false
    tally.kills++
    wakeLater(random.int(10, 60_000))
  }
  function wakeLater(delay: number): void {
    if (isWaking) return
    isWaking = true
    timeline.after(delay, () => {
      isWaking = false
      if (!life.isAlive) start()
    })
  }

  /** There, the act, and back; the worker may die at each point, and what is on its way may arrive all the same. */
  function travel<T>(own: Life, there: number, back: number, act: () => T, outlives = true): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!own.isAlive) return
      if (strikes(0.004)) kill()
      timeline.after(there, () => {
        if (!own.isAlive && !outlives) return
        let settle: () => void
        try {
          const value = act()
          settle = () => resolve(value)
        } catch (error) {
          if (error instanceof Violated) violate(error.message)
          settle = () => reject(error instanceof Error ? error : new Error(String(error)))
        }
        if (own.isAlive && strikes(0.004)) kill()
        timeline.after(back, () => {
          if (own.isAlive && strikes(0.004)) kill()
          if (own.isAlive) settle()
        })
      })
    })
  }

  function call<T>(own: Life, perform: () => ZohoResult<T>): Promise<ZohoResult<T>> {
    tally.calls++
    const delay = (): number => (strikes(0.05) ? random.int(2_000, 9_000) : random.int(20, 300))
    const failed = (kind: FaultKind): ZohoResult<never> => ({ ok: false, fault: fault(kind) })
    return travel(
      own,
      delay(),
      delay(),
      () => {
        if (strikes(0.04)) return failed(random.pick(["unreachable", "timed-out"]))
        if (strikes(0.01)) busyUntil = timeline.now() + random.int(1_000, 40_000)
        if (timeline.now() < busyUntil && !isCalm()) return failed("throttled")
        if (timeline.now() >= tokenUntil) return failed("token-invalid")
        const answer = perform()
        return strikes(0.04) ? failed(random.pick(lost)) : answer
      },
      random.chance(0.7),
    )
  }

  /** Nothing may be sent that the journal does not say is on its way. */
  function mayChange(fits: (step: Step) => boolean): void {
    const journalled = [...steps.values()].some((step) => step.phase === "sending" && fits(step))
    if (!journalled) throw new Violated("a call left that the journal does not know of")
    if (head?.backup && backedUp < 3) throw new Violated("a merge left before its backup was written")
  }

  function zohoFor(own: Life): TaskZoho {
    const sending = (fits: (step: Step) => boolean): void => {
      try {
        if (own.isAlive) mayChange(fits)
        if (own.isAlive && head?.cancelRequested) violate("something was sent after cancelling")
      } catch (error) {
        violate(String(error))
      }
    }
    return {
      createTags: (_module, tags) => {
        sending(({ call: of }) => of === "create-tags")
        return call(own, () => org.create(tags, () => strikes(0.02)))
      },
      addTag: (_module, tag, ids) => {
        sending(({ call: of }) => of === "add-tags")
        const garbles = (): "server-error" | "lie" | null =>
          strikes(0.02) ? "server-error" : lies && strikes(0.01) ? "lie" : null
        return call(own, () => org.putOn(tag, ids, garbles))
      },
      mergeTags: async (keepId, absorbId, mayLeave) => {
        if (!(await mayLeave())) return null
        if (own.isAlive && protectedNames.has(org.tags.get(absorbId)?.name ?? ""))
          violate("a protected tag was merged away")
        sending(({ call: of }) => of === "merge-tags")
        return call(own, () => {
          const named = org.tags.get(absorbId)?.name
          if (named?.startsWith("renamed")) violate("a tag was merged under another name than was confirmed")
          return org.merge(keepId, absorbId)
        })
      },
      listTags: () => call(own, () => ({ ok: true, value: { tags: org.list(), allowed: org.cap } })),
      findRecords: (_module, { tagName, afterId, limit }) =>
        // Small pages, so that several are needed.
        call(own, () => ({ ok: true, value: org.find(tagName, afterId, Math.min(limit, 7)) })),
      renew: () =>
        travel(own, 50, 50, (): ZohoResult<null> => {
          if (strikes(0.1)) return { ok: false, fault: fault("refresh-token-invalid") }
          tokenUntil = timeline.now() + HOUR
          return { ok: true, value: null }
        }),
      permitted: () => travel(own, 0, 1, () => !strikes(0.002), false),
    }
  }

  function start(): void {
    const own: Life = { isAlive: true, runner: null }
    life = own
    const clock = {
      now: () => timeline.now(),
      after: (delay: number, callback: () => void) =>
        timeline.after(delay, () => {
          if (own.isAlive) callback()
        }),
    }
    const onDisk = <T>(act: () => T): Promise<T> =>
      travel(own, random.int(1, 4), 1, () => {
        if (strikes(0.01)) throw new Error("The disk refuses")
        return act()
      })
    const ports: TaskPorts = {
      clock,
      lanes: createLanes(
        clock,
        () => random.next(),
        () => 3,
      ),
      becomeOnly: () => Promise.resolve(),
      protectedNow: () => Promise.resolve((name) => protectedNames.has(name)),
      zoho: () => zohoFor(own),
      backups: {
        advance: () =>
          call(own, () => {
            backedUp++
            return { ok: true, value: { gathered: backedUp, complete: backedUp >= 3, asked: true } }
          }),
      },
      journal: {
        unfinished: () =>
          onDisk(() => [stored()].flatMap((each) => (each && !isFinished(each.job.state) ? [each] : []))),
        load: () => onDisk(stored),
        save: (task, changed) =>
          onDisk(() => {
            head = task
            for (const step of changed) steps.set(step.index, step)
            if (isFinished(task.state)) violate(flawOfRefusals(steps.values(), wereLocked))
          }),
      },
      onSaved: () => undefined,
    }
    const used = plant.ports?.(ports) ?? ports
    own.runner = createTaskRunner(used, plant.rules?.(TASK_RULES) ?? TASK_RULES)
  }

  /** The alarm, as long as a worker that is alive asks for it, or nobody is there to ask. */
  const alarm = (): void => {
    if (!life.isAlive) wakeLater(1)
    else life.runner?.wake()
    timeline.after(60_000, alarm)
  }
  timeline.after(60_000, alarm)

  start()
  const record = (plant.begin ?? ((begun: TaskRecord) => begun))(planned())
  const confirm = (): void => {
    void life.runner?.add(record).catch(() => undefined)
    timeline.after(20_000, () => {
      if (!head) confirm()
    })
  }
  confirm()

  // Drawn apart, so that the rest of a seed stays what it was.
  const apart = createRandom(seed * 17 + 5)
  if (isMerge && hostile && apart.chance(0.5))
    timeline.after(apart.int(0, 20_000), () => protectedNames.add(apart.pick(names)))

  const tell = (type: "pause" | "resume" | "cancel" | "retry"): void =>
    void life.runner?.tell("t", { type }).catch(() => undefined)
  if (hostile) {
    timeline.after(random.int(100, 30_000), () => tell("pause"))
    timeline.after(random.int(30_000, 60_000), () => tell("resume"))
    if (cancels) timeline.after(random.int(100, 8_000), () => tell("cancel"))
    timeline.after(random.int(10_000, HOUR), kill)
    if (meddles) {
      // Others rename a tag before anything is looked at, make one of the same name, or delete one.
      const last = before.at(-1)
      const there = last && org.tags.get(last.id)
      if (isMerge && there !== undefined) there.name = "renamed by others"
      timeline.after(random.int(100, 3_000), () => {
        const name = names.at(-1) ?? ""
        if (unique && !isMerge && org.named(name).length === 0) org.add(name, OFFERED)
      })
      timeline.after(random.int(500, 20_000), () => {
        const [any] = org.named(names[0] ?? "")
        if (any && !isMerge) org.remove(any.id)
      })
    }
  }
  let retries = 0
  const mend = (): void => {
    org.cap = 1_000
    org.locked.clear()
    const task = head
    if (task?.pause?.until === null) tell("resume")
    else if (task && isFinished(task.state) && task.state !== "completed" && retries++ < 4) tell("retry")
    timeline.after(600_000, mend)
  }
  timeline.after(CALM + 1, mend)
  const atRest = (): boolean =>
    found.violation !== null ||
    (head !== undefined &&
      isFinished(head.state) &&
      (head.state === "completed" || retries >= 4) &&
      timeline.now() > (hostile ? CALM : 0))
  await timeline.run(atRest, 60_000)

  const end = stored()
  const expected = { names, picture, meddles, isMerge: end?.job.kind === "merge" }
  return {
    violation: found.violation ?? flawAtEnd(end, org, expected),
    ...tally,
    done: end ? end.job.tags.done + end.job.records.done : 0,
    state: end?.job.state ?? "none",
  }
}

interface Expected {
  readonly names: readonly string[]
  readonly picture: string
  readonly meddles: boolean
  readonly isMerge: boolean
}

/** What is reported must be so, and where nobody else meddled, all must be as it was before the deletion. */
function flawAtEnd(end: TaskRecord | undefined, org: Org, expected: Expected): string | null {
  if (!end || !isFinished(end.job.state)) return `not at rest: ${end?.job.state ?? "never written down"}`
  const pending = end.job.tags.pending + end.job.records.pending
  if (pending > 0) return `${pending} items of a finished task are pending`
  return expected.isMerge ? flawOfMerge(end, org, expected) : flawOfRestore(end, org, expected)
}

/** What one item is refused for must not be held against the others of its call; what has no room must wait for it. */
function flawOfRefusals(steps: Iterable<Step>, wereLocked: ReadonlySet<string>): string | null {
  const all = [...steps]
  const records = all.flatMap((step) => (step.call === "add-tags" ? step.records : []))
  const tags = all.flatMap((step) => (step.call === "create-tags" ? step.tags : []))
  const blamed = records.find(({ id, reason }) => reason?.kind === "record-locked" && !wereLocked.has(id))
  if (blamed) return `record ${blamed.id} is called locked and never was`
  const colorless = tags.find(({ reason }) => reason?.kind === "color-refused")
  if (colorless) return `${colorless.name} was given up for its color`
  const hasty = tags.find(({ reason, state }) => reason?.kind === "plan-limit" && state === "refused")
  return hasty ? `${hasty.name} did not wait for room` : null
}

function flawOfRestore(end: TaskRecord, org: Org, { picture, meddles }: Expected): string | null {
  if (!meddles && org.picture() !== picture)
    return `not as before the deletion:\n${org.picture()}\n-- was --\n${picture}`
  if (!meddles && end.job.state !== "completed") return `all is back, but it says ${end.job.state}`
  const ids = new Map(
    end.steps
      .flatMap((step) => (step.call === "create-tags" ? step.tags : []))
      .map((tag) => [tag.oldId, tag]),
  )
  for (const step of end.steps.filter((each): each is AddStep => each.call === "add-tags"))
    for (const { id, state } of step.records) {
      const tag = ids.get(step.oldId)
      const there = org.named(step.name).some((each) => org.records.get(id)?.has(each.id))
      if (state === "done" && !there && !meddles) return `record ${id} is said to carry ${step.name}`
      if (state === "done" && tag?.state === "refused") return `record ${id} is done without its tag`
    }
  return null
}

function flawOfMerge(end: TaskRecord, org: Org, { meddles }: Expected): string | null {
  const { keep } = end.job
  for (const step of end.steps)
    if (step.call === "merge-tags") {
      const [tag] = step.tags
      const gone = !org.tags.has(tag.oldId)
      if (gone !== (tag.state === "done" || tag.state === "already"))
        return `${tag.name} is ${gone ? "gone" : "there"}, but it says ${tag.state}`
    }
  if (keep && !org.tags.has(keep.id) && !meddles) return "the kept tag is gone"
  return null
}
