/** The manager reads an org's modules and tags from storage and Zoho, until stopped and after a job. */
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, expect, test, vi } from "vitest"
import type { Job, ModuleRef } from "../../src/jobs/job"
import { useJobs, type Jobs } from "../../src/manager/hooks"
import { useModules, type Modules } from "../../src/manager/use-modules"
import { send } from "../../src/messages/send"
import { announceChange } from "../../src/storage/change-events"
import type { Store } from "../../src/storage/store"
import type { TagList } from "../../src/storage/tag-cache"

vi.mock("../../src/messages/send", async (load) => ({ ...(await load<object>()), send: vi.fn() }))
afterEach(() => {
  render(null, document.body)
  vi.clearAllMocks()
})

const moduleOf = (apiName: string): ModuleRef => ({ id: apiName, apiName, pluralLabel: apiName })
const tag = (id: string): TagList["tags"][number] => ({ id, name: id, colorCode: null })
const keptList = (apiName: string, readAt: number, count = 1): TagList => ({
  ...{
    accountId: "a",
    apiName,
    module: moduleOf(apiName),
    readAt,
    allowed: 10,
    tags: Array.from({ length: count }, (_, at) => tag(`old ${apiName} ${at}`)),
  },
})

type JobPart = Pick<Job, "accountId" | "module" | "finishedAt">
const jobIn = (apiName: string, finishedAt: number | null, accountId = "a"): JobPart => ({
  ...{ accountId, module: moduleOf(apiName), finishedAt },
})

interface Asked {
  readonly apiName: string
  readonly answer: (count: number) => void
  readonly refuse: (kind: string) => void
}

interface Opened {
  readonly now: () => Modules
  readonly asked: readonly Asked[]
}

const stored = <T,>(what: T | Error): Promise<T> =>
  what instanceof Error ? Promise.reject(what) : Promise.resolve(what)

/** Opens an org with these modules; requests to Zoho wait for their answers. */
async function open(
  names: readonly string[],
  kept: readonly TagList[] | Error = [],
  jobs: readonly JobPart[] | Error = [],
): Promise<Opened> {
  const asked: Asked[] = []
  vi.mocked(send).mockImplementation(((name: string, request: { readonly module: string }) => {
    if (name === "modules.list") return Promise.resolve({ ok: true, value: names.map(moduleOf) })
    const module = moduleOf(request.module)
    return new Promise((resolve) => {
      asked.push({
        apiName: request.module,
        answer: (count) => {
          const tags = Array.from({ length: count }, (_, at) => tag(`${module.apiName} ${at}`))
          resolve({ ok: true, value: { module, tags, allowed: 10 } })
        },
        refuse: (kind) => resolve({ ok: false, problem: { kind } }),
      })
    })
  }) as never)
  const store = {
    tagLists: { of: () => stored(kept) },
    jobs: { list: () => stored(jobs) },
  } as unknown as Store
  const drawn: Modules[] = []
  function Page(): null {
    drawn.push(useModules(store, "a", null))
    return null
  }
  void act(() => render(<Page />, document.body))
  const now = (): Modules => drawn.at(-1)!
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0))
  return { asked, now }
}

const apiNames = (of: readonly { readonly apiName: string }[]): string[] => of.map(({ apiName }) => apiName)
const shown = ({ entries }: Modules): string[] => apiNames((entries ?? []).map(({ module }) => module))
const read = ({ entries }: Modules): string[] =>
  apiNames((entries ?? []).filter(({ tags }) => tags).map(({ module }) => module))

test("reads at most five modules at once, shows progress, and keeps their order", async () => {
  const { now, asked } = await open(["A", "B", "C", "D", "E", "F"])
  expect(apiNames(asked)).toEqual(["A", "B", "C", "D", "E"])
  await vi.waitFor(() => expect(now().progress).toEqual({ done: 0, total: 6 }))
  asked[0]?.answer(1)
  await vi.waitFor(() => expect(now().progress).toEqual({ done: 1, total: 6 }))
  expect(asked).toHaveLength(6)
  for (const [at, count] of [2, 9, 3, 4, 0].entries()) asked[at + 1]?.answer(count)
  await vi.waitFor(() => expect(now().progress).toBe(null))
  await vi.waitFor(() => expect(shown(now())).toEqual(["A", "B", "C", "D", "E", "F"]))
})

test("lists modules near their cap first, by the stored lists", async () => {
  const at = Date.now()
  const { now } = await open(
    ["A", "B", "C"],
    [keptList("A", 0, 1), keptList("B", at, 9), keptList("C", at, 4)],
  )
  await vi.waitFor(() => expect(shown(now())).toEqual(["B", "C", "A"]))
})

test("omits a module that does not support tags, and keeps a failed one with its problem", async () => {
  const { now, asked } = await open(["A", "B", "C"])
  asked[0]?.refuse("module-unsupported")
  asked[1]?.refuse("no-permission")
  asked[2]?.answer(1)
  await vi.waitFor(() => expect(shown(now())).toEqual(["B", "C"]))
  await vi.waitFor(() =>
    expect(now().entries?.map(({ problem }) => problem?.kind)).toEqual(["no-permission", undefined]),
  )
})

test("shows recently read lists without reading them again until the user reloads", async () => {
  const { now, asked } = await open(["A", "B"], [keptList("A", Date.now()), keptList("B", 0)])
  await vi.waitFor(() => expect(read(now())).toEqual(["A", "B"]))
  expect(apiNames(asked)).toEqual(["B"])
  asked[0]?.answer(2)
  await vi.waitFor(() => expect(now().progress).toBe(null))
  now().reload()
  await vi.waitFor(() => expect(apiNames(asked).slice(1).toSorted()).toEqual(["A", "B"]))
})

test("re-reads a module in which a job runs or has ended since", async () => {
  const at = Date.now() - 1_000
  const names = ["Ended", "Runs", "Before", "Restored", "Elsewhere"]
  const { now, asked } = await open(
    names,
    names.map((name) => keptList(name, at)),
    [
      ...[jobIn("Ended", at + 1), jobIn("Runs", null), jobIn("Before", at - 1)],
      ...[jobIn("Restored", at + 1), jobIn("Elsewhere", null, "another account")],
    ],
  )
  await vi.waitFor(() => expect(read(now()).toSorted()).toEqual(names.toSorted()))
  expect(apiNames(asked)).toEqual(["Ended", "Runs", "Restored"])
})

test("reads no further module after a stop, and keeps what arrives", async () => {
  const { now, asked } = await open(["A", "B", "C", "D", "E", "F", "G"])
  await vi.waitFor(() => expect(now().progress).not.toBe(null))
  now().stop()
  await vi.waitFor(() => expect(now().progress).toBe(null))
  for (const each of asked.slice(0, 2)) each.answer(1)
  await vi.waitFor(() => expect(read(now())).toEqual(["A", "B"]))
  expect(asked).toHaveLength(5)
})

test("reads every module from Zoho if storage cannot be read", async () => {
  const unreadable = new DOMException("Internal error", "UnknownError")
  const { now, asked } = await open(["A", "B"], unreadable, unreadable)
  expect(apiNames(asked)).toEqual(["A", "B"])
  for (const each of asked) each.answer(1)
  await vi.waitFor(() => expect([now().progress, read(now())]).toEqual([null, ["A", "B"]]))
})

test("handles a job's end that could not be read at first once, at the next change", async () => {
  const job = { id: "1", kind: "deletion", state: "completed", group: null, ...jobIn("A", 1) }
  const load = vi.fn(() => Promise.resolve({ job, steps: [] }))
  load.mockImplementationOnce(() => Promise.reject(new DOMException("Internal error", "UnknownError")))
  const store = { jobs: { list: () => Promise.resolve([job]), load } } as unknown as Store
  const ended = vi.fn()
  const drawn: Jobs[] = []
  function Page(): null {
    drawn.push(useJobs(store, "a", ended))
    return null
  }
  void act(() => render(<Page />, document.body))
  drawn.at(-1)?.follow(["1"])
  await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(1))
  announceChange("jobs")
  await vi.waitFor(() => expect(ended).toHaveBeenCalledExactlyOnceWith({ job, steps: [] }))
  announceChange("jobs")
  await vi.waitFor(() => expect(drawn.at(-1)?.sets).toHaveLength(1))
  expect([load.mock.calls.length, ended.mock.calls.length]).toEqual([2, 1])
})
