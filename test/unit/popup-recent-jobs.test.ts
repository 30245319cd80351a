/** The popup lists the newest jobs, with those confirmed together as a whole. */
import { expect, test, vi } from "vitest"
import type { Job } from "../../src/jobs/job"
import { MOST_JOBS, recentJobs } from "../../src/popup/stored-jobs"
import { plan } from "../support/job-records"

const { job } = plan(3)
const alone = (at: number): Job => ({ ...job, id: `alone ${at}` })
const many = (count: number, of: (at: number) => Job): Job[] =>
  Array.from({ length: count }, (_, at) => of(at))
const inSet =
  (id: string, modules: number) =>
  (at: number): Job => ({ ...job, id: `${id} ${at}`, group: { id, modules, tags: 3 * modules } })
const stored = (...jobs: Job[]): ((most: number) => Promise<Job[]>) =>
  vi.fn((most: number) => Promise.resolve(jobs.slice(0, most)))

test("a set that goes on behind the fiftieth job is listed as a whole, and nothing else from there", async () => {
  const list = stored(...many(20, alone), ...many(60, inSet("big", 60)), ...many(9, inSet("old", 9)))
  const shown = await recentJobs(list)
  expect(shown).toHaveLength(80)
  expect(shown.filter(({ group }) => group?.id === "big")).toHaveLength(60)
})

test("sets of which jobs were forgotten bring nothing of others with them", async () => {
  const shown = await recentJobs(stored(...many(5, inSet("part", 9)), ...many(70, alone)))
  expect(shown).toHaveLength(MOST_JOBS)
})

test("whole sets are read once", async () => {
  const list = stored(...many(4, inSet("small", 4)), ...many(70, alone))
  expect(await recentJobs(list)).toHaveLength(MOST_JOBS)
  expect(list).toHaveBeenCalledTimes(1)
})
