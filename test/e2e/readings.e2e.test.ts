/**
 * The readings of Zoho's documents, applied to short jobs in real browsers. test/background/readings.test.ts proves
 * without browsers that every reading works, alone and with every other. This covers what only a browser does:
 * its fetch and its Origin header, its windows for signing in, its numbers.
 */
import { beforeAll, describe, expect, it } from "vitest"
import type { JobProgress } from "../../src/messages/views"
import { defaultReadings, type Readings, type Sandbox, type SeededOrg } from "../sandbox"
import type { BrowserUnderTest, Tab } from "./support/driver"
import { accept, connect, jobInPopup } from "./support/flows"
import { chromiumUnlessRelease, forRelease } from "./support/launch"
import { askBackground } from "./support/own-pages"
import { until } from "./support/poll"
import { stage } from "./support/stage"

/** A refused tag is among few tags; a limit of Zoho shows with more tags than it allows. */
const FEW = [{ name: "Old" }, { name: "In use", usedIn: ["Big deals"] }, { name: "Older" }]
const MANY = Array.from({ length: 102 }, (_, at) => ({ name: `Tag ${at}` }))

/** A module for each mixture, so that jobs do not touch each other's tags. */
const MIXTURES: readonly (readonly [module: string, tags: typeof FEW | typeof MANY, Partial<Readings>])[] = [
  [
    "Leads",
    MANY,
    {
      ...{ massDeleteLimit: 100, massDeletePost: "wrapped", acceptedCode: "QUEUED", jobWords: "in_progress" },
      ...{ jobDeletes: "at-end", featureName: "error", include: "error", emptyList: 200 },
    },
  ],
  [
    "Deals",
    FEW,
    {
      ...{ jobId: "number", acceptedCode: "RUNNING", jsonPath: "absent", featureName: "ignored" },
      ...{ include: "answered", expiredTokenCode: "AUTHENTICATION_FAILURE" },
    },
  ],
  [
    "Contacts",
    FEW,
    {
      ...{ massDeletePost: "wrapped", jobId: "number", acceptedCode: "202", configuredAreas: true },
      ...{ jsonPath: "absent", associatedPlaces: "names", expiredTokenCode: "INVALID_OAUTHTOKEN" },
    },
  ],
]

describe.each(chromiumUnlessRelease)("a job in %s ends well", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest
  let ours: Tab

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name, {
      readings: { implicitState: "dropped", implicitFragment: "leading-ampersand", implicitDomain: "none" },
    }))
    const tags = Object.fromEntries(MIXTURES.map(([module, chosen]) => [module, chosen]))
    org = sandbox.zoho.seedOrg({ tags: { ...tags, Accounts: [{ name: "Old" }], Tasks: [{ name: "Old" }] } })
    sandbox.zoho.setJobLength(100)
    await connect(browser, sandbox, org)
    ours = await browser.openExtensionPage("options.html")
  })

  const left = (module: string): string[] => sandbox.zoho.tags(org.zgid, module).map((tag) => tag.name)
  const accountId = (): string => `us-production-${org.zgid}`

  async function good(command: string, request: object): Promise<unknown> {
    const outcome = (await askBackground(ours, command, request)) as { ok: boolean; value?: unknown }
    return outcome.ok ? outcome.value : expect.fail(`${command}: ${JSON.stringify(outcome)}`)
  }

  /**
   * Lists, drafts and confirms all tags of a module under these readings. Returns the job's ID.
   * @param then the readings after the confirmation
   */
  async function confirmed(
    module: string,
    readings: Partial<Readings>,
    then: Partial<Readings> = {},
  ): Promise<string> {
    sandbox.zoho.setReadings({ ...defaultReadings, ...readings })
    sandbox.zoho.expireTokens()
    await good("modules.list", { accountId: accountId() })
    const listed = (await good("tags.ofModule", { accountId: accountId(), module })) as {
      readonly tags: readonly { readonly id: string; readonly name: string }[]
    }
    const tags = listed.tags.map(({ id, name: tagName }) => ({ id, name: tagName }))
    const request = { kind: "deletion", accountId: accountId(), parts: [{ module, tags }] }
    const { draftId } = (await good("draft", request)) as { readonly draftId: string }
    sandbox.zoho.setReadings(then)
    const typed = String(tags.length)
    await good("confirm", { draftId, typed })
    return draftId
  }

  const job = (jobId: string, fits: (progress: JobProgress) => boolean): Promise<JobProgress> =>
    until("the job", async () => {
      const progress = (await askBackground(ours, "job.progress", { jobId })) as JobProgress | null
      return progress && fits(progress) ? progress : undefined
    })
  const ended = (jobId: string): Promise<JobProgress> => job(jobId, ({ finishedAt }) => finishedAt !== null)

  // One is enough for the browser's part; a release runs all.
  const mixtures = forRelease(name).length > 0 ? MIXTURES : MIXTURES.slice(0, 1)
  it.each(mixtures)("%s, with other readings", async (module, tags, readings) => {
    const refused = tags === FEW ? 1 : 0
    const { state, tags: counts } = await ended(await confirmed(module, readings))
    expect(counts).toMatchObject({ done: tags.length - refused, refused, pending: 0 })
    expect(state).toBe(refused > 0 ? "completed-with-problems" : "completed")
    expect(left(module)).toEqual(refused > 0 ? ["In use"] : [])
  })

  it("once the scope for all of tags is granted, if Zoho requires it", async () => {
    const jobId = await confirmed("Accounts", {}, { tagScopes: "all", scopeMismatchStatus: 403 })
    await job(jobId, ({ pause }) => pause?.why === "consent")
    expect(left("Accounts")).toEqual(["Old"])
    const popup = await browser.openExtensionPage("popup.html")
    await jobInPopup(popup, "Accounts", 1).getByRole("button", { name: "Sign in to Zoho" }).click()
    await accept(browser)
    expect((await ended(jobId)).tags).toMatchObject({ done: 1 })
    expect(left("Accounts")).toEqual([])
    await popup.close()
  })

  it("with nothing deleted, if Zoho accepts no change from an extension", async () => {
    const {
      state,
      tags: counts,
      reason,
    } = await ended(await confirmed("Tasks", { extensionOrigin: "refused" }))
    expect(state).toBe("failed")
    expect(counts).toMatchObject({ done: 0, refused: 1 })
    expect(reason?.kind).toBe("call-forbidden")
    expect(left("Tasks")).toEqual(["Old"])
  })
})
