/**
 * The engine's own processor time per tag: planning, every step, serializing every journal entry, parsing every answer,
 * in Node with a virtual clock and without sockets. Growth over the number of modules, and over the size of one job.
 */
import { planDeletion } from "../../src/jobs/plan"
import type { Journal, ZohoPort } from "../../src/jobs/ports"
import type { JobRecord } from "../../src/jobs/record"
import { createRunner } from "../../src/jobs/runner"
import { createZohoClient } from "../../src/zoho/api/client"
import { massDeleteStatus, submitMassDelete } from "../../src/zoho/api/mass-delete"
import { listTags } from "../../src/zoho/api/tags"
import { CONCURRENCY, TAGS_PER_CALL, ZOHO, jobLength } from "./job/cases"
import { figure, growth, repeat, sum, type Bench, type BenchOptions, type Figure } from "./measure"
import { VirtualClock } from "./support/virtual-clock"

const SIZES = [200, 1_000, 5_000, 20_000] as const
const RUNS = 3
const ORIGIN = "https://www.zohoapis.com"

interface Cost {
  /** Processor time per tag (µs). */
  readonly perTag: number
  /** The most bytes that a state change wrote, per changed step. */
  readonly largestSave: number
  readonly polls: number
}

export const engine: Bench = {
  name: "engine",
  async run({ short }: BenchOptions): Promise<Figure[]> {
    // Warm-up: the first run includes compilation.
    await deleteVirtually(modulesOf(1_000))
    const modules = await atSizes(short ? 2 : RUNS, modulesOf)
    const oneJob = await atSizes(short ? 2 : RUNS, (size) => [size])
    const long = await deleteVirtually([TAGS_PER_CALL], 60_000)
    return [
      ...figuresOf("in modules of 200", modules),
      ...figuresOf("in one job", oneJob),
      figure("engine: status calls for a job of 60 s", "calls", long.polls),
    ]
  },
}

function modulesOf(tags: number): number[] {
  return Array.from({ length: tags / TAGS_PER_CALL }, () => TAGS_PER_CALL)
}

type Sized = readonly { readonly size: number; readonly costs: readonly Cost[] }[]

async function atSizes(runs: number, jobsOf: (size: number) => number[]): Promise<Sized> {
  const all: { size: number; costs: Cost[] }[] = []
  for (const size of SIZES) all.push({ size, costs: await repeat(runs, () => deleteVirtually(jobsOf(size))) })
  return all
}

function figuresOf(how: string, sized: Sized): Figure[] {
  return [
    ...sized.flatMap(({ size, costs }) => [
      figure(
        `engine: processor time per tag, ${size} ${how}`,
        "µs",
        costs.map(({ perTag }) => perTag),
      ),
      figure(
        `engine: most bytes for a change, ${size} ${how}`,
        "B",
        costs.map((cost) => cost.largestSave),
      ),
    ]),
    growth(
      `engine: growth of processor time, ${how}`,
      sized.map(({ size, costs }) => ({ size, samples: costs.map(({ perTag }) => perTag * size) })),
    ),
    growth(
      `engine: growth of bytes for a change, ${how}`,
      sized.map(({ size, costs }) => ({ size, samples: costs.map(({ largestSave }) => largestSave) })),
    ),
  ]
}

/** Runs deletions with these numbers of tags to the end. */
async function deleteVirtually(sizes: readonly number[], zohoTakes?: number): Promise<Cost> {
  const clock = new VirtualClock()
  const zoho = new FakeZoho(clock, zohoTakes)
  const journal = new CountingJournal()
  const plans = sizes.map((size, index) => zoho.seed(`Module_${index}`, size))
  const before = process.cpuUsage()
  const runner = createRunner({
    clock,
    random: () => 0.5,
    journal,
    zoho: (job) => zoho.portFor(job.module.apiName),
    backups: { collect: () => Promise.reject(new Error("no backup is asked for")) },
    acquireLeadership: () => Promise.resolve(),
    protectedNow: () => Promise.resolve(() => false),
    maxConcurrency: () => CONCURRENCY,
    onSaved: () => undefined,
  })
  const { fetch } = globalThis
  globalThis.fetch = (input, init) => zoho.answer(new Request(input, init))
  for (const plan of plans) void runner.add(planned(plan))
  await clock.run(() => journal.finished === sizes.length).finally(() => (globalThis.fetch = fetch))
  const { user, system } = process.cpuUsage(before)
  if (journal.deleted !== sum(sizes)) throw new Error(`${journal.deleted} of ${sum(sizes)} tags were deleted`)
  return { perTag: (user + system) / sum(sizes), largestSave: journal.largest, polls: zoho.polls }
}

interface Seeded {
  readonly module: string
  readonly tags: readonly { readonly id: string; readonly name: string }[]
}

function planned({ module, tags }: Seeded): JobRecord {
  return planDeletion({
    ...{ id: module, now: 0, grace: 0, accountId: "account", confirmedBy: null, backup: null, group: null },
    org: { id: "1", name: "Acme", location: "us", environment: "production" },
    module: { id: "1", apiName: module, pluralLabel: module },
    tags: tags.map((tag) => ({ ...tag, colorCode: "#57B1FD", records: null })),
    tagsPerCall: TAGS_PER_CALL,
  })
}

/** Counts the bytes written, as JSON: about as much as structured cloning. */
class CountingJournal implements Journal {
  finished = 0
  deleted = 0
  largest = 0
  readonly #known = new Set<string>()

  unfinished(): Promise<JobRecord[]> {
    return Promise.resolve([])
  }

  load(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  save(...[job, changed]: Parameters<Journal["save"]>): Promise<void> {
    const bytes = JSON.stringify(job).length + sum(changed.map((step) => JSON.stringify(step).length))
    // The first entry contains the whole job, so it must grow with it.
    if (this.#known.has(job.id)) this.largest = Math.max(this.largest, bytes / Math.max(1, changed.length))
    this.#known.add(job.id)
    if (job.finishedAt !== null) {
      this.finished++
      this.deleted += job.tags.done
    }
    return Promise.resolve()
  }
}

/** A minimal Zoho that answers with text, so the client's parsing is measured. */
class FakeZoho {
  polls = 0
  readonly #ends = new Map<string, number>()

  constructor(
    private readonly clock: VirtualClock,
    private readonly takes: number | undefined,
  ) {}

  seed(module: string, size: number): Seeded {
    const tags = Array.from({ length: size }, (_, index) => ({
      id: `70000000${index}`,
      name: `Tag ${index}`,
    }))
    return { module, tags }
  }

  portFor(module: string): ZohoPort {
    const client = createZohoClient({
      origin: ORIGIN,
      token: () => Promise.resolve("token"),
    })
    const none = (): Promise<never> => Promise.reject(new Error("a deletion does not ask for this"))
    return {
      ...{ createTags: none, addTag: none, mergeTags: none, deleteTag: none, findRecords: none },
      massDelete: (of, tagIds) => submitMassDelete(client, { module: of, tagIds }),
      async status(jobId) {
        const status = await massDeleteStatus(client, { jobId })
        if (!status.ok) return status
        const { state, total = null, deleted = null, failed = null } = status.value
        return { ...status, value: { state, counts: { total, deleted, failed } } }
      },
      async listTags() {
        const list = await listTags(client, { module })
        if (!list.ok) return list
        const tags = new Map(list.value.tags.map(({ id, name }) => [id, name]))
        return { ...list, value: { tags, allowed: null } }
      },
      readModule: () => Promise.reject(new Error("the module stays as it is")),
      renew: () => Promise.reject(new Error("the token stays good")),
      permitted: () => Promise.resolve(true),
    }
  }

  async answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const body = request.method === "POST" ? await request.text() : ""
    await this.clock.sleep(ZOHO.latency)
    if (request.method === "POST") return this.#accept(body)
    const jobId = url.searchParams.get("job_id")
    // Every list is read after all jobs of its module have ended, so it is empty.
    return jobId === null ? new Response(null, { status: 204 }) : this.#status(jobId)
  }

  #accept(body: string): Response {
    const job_id = String(9_000_000 + this.#ends.size)
    const tags = body.split('"id"').length - 2
    this.#ends.set(job_id, this.clock.now() + (this.takes ?? jobLength(tags)))
    const answer = { code: "SCHEDULED", details: { job_id }, message: "", status: "success" }
    return Response.json(answer, { status: 202 })
  }

  #status(job_id: string): Response {
    this.polls++
    const isOver = this.clock.now() >= (this.#ends.get(job_id) ?? Infinity)
    const counts = { total_count: 200, deleted_count: isOver ? 200 : 0, failed_count: 0 }
    return Response.json({ mass_delete: [{ job_id, status: isOver ? "COMPLETED" : "RUNNING", ...counts }] })
  }
}
