/** The self-test: reads without changing anything, then starts a job that creates and deletes two tags. */
import { clientFor, type Tokens } from "../../accounts/tokens"
import { checkId } from "../../jobs/check"
import type { CheckNote, ModuleRef } from "../../jobs/job"
import { planCheck } from "../../jobs/plan"
import type { HandlersOf } from "../../messages/receive"
import type { Outcome } from "../../messages/views"
import type { Account } from "../../storage/accounts"
import type { Store } from "../../storage/store"
import { exchangeOf, type Exchange } from "../../zoho/api/answer-shape"
import type { ZohoClient } from "../../zoho/api/client"
import { listModules } from "../../zoho/api/org"
import { tagUsage } from "../../zoho/api/records"
import { catalogRow } from "../../zoho/errors/catalog"
import { fault, type ZohoResult } from "../../zoho/errors/fault"
import { listWithCounts } from "../org-catalog"
import { tagsPerCallOf } from "../org-features"
import { failed } from "../problems"
import type { Needs } from "../services"
import { startJobs } from "../start-jobs"

export function checkHandlers(needs: Needs<"store" | "tokens" | "catalog" | "runner">): HandlersOf<"check"> {
  const { store, catalog } = needs
  return {
    "check.start": async ({ accountId, module: name }) => {
      const account = await store.accounts.get(accountId)
      if (!account) return failed(fault("sign-in-needed"))
      // An unfinished self-test comes first.
      const open = await store.jobs.open()
      const last = open.find((job) => job.kind === "check" && job.accountId === accountId)
      if (last) return { ok: true, value: last.id }
      const module = await catalog.requireModule(account, name)
      return module.ok ? check(needs, account, module.value) : module
    },
  }
}

async function check(
  { store, tokens, runner }: Needs<"store" | "tokens" | "runner">,
  account: Account,
  module: ModuleRef,
): Promise<Outcome<string>> {
  const { id: accountId, org, user: confirmedBy } = account
  const read = await readings(store, tokens, account, module)
  if (!read.ok) return failed(read.fault)
  const record = planCheck({
    ...{ id: checkId(randomName()), now: Date.now(), org, accountId, confirmedBy, module },
    notes: read.value,
    tagsPerCall: tagsPerCallOf(await store.orgFeatures.of(org.id), Date.now()),
  })
  const started = await startJobs(runner, [record])
  return started.ok ? { ok: true, value: record.job.id } : started
}

/** Makes the self-test's read calls. A failed call is a finding and does not stop the others. */
async function readings(
  { orgFeatures }: Pick<Store, "orgFeatures">,
  tokens: Tokens,
  { id, org }: Account,
  { apiName }: ModuleRef,
): Promise<ZohoResult<CheckNote[]>> {
  const exchanges: Exchange[] = []
  const client = await clientFor(tokens, id, true, {
    onAnswer: (answer) => exchanges.push(exchangeOf(answer)),
  })
  if (!client.ok) return client
  const notes: CheckNote[] = []
  const noted = <R extends ZohoResult<unknown>>(what: CheckNote["what"], result: R): R => {
    const note = { what, at: Date.now(), fault: result.ok ? null : result.fault.kind }
    notes.push({ ...note, exchanges: exchanges.splice(0) })
    return result
  }
  noted("modules", await readModules(orgFeatures, org.id, client.value))
  const list = noted("tags", await listWithCounts(orgFeatures, org.id, client.value, apiName))
  const [tag] = list.ok ? list.value.tags : []
  if (tag) noted("usage", await tagUsage(client.value, { tagId: tag.id, module: apiName }))
  return { ok: true, value: notes }
}

async function readModules(
  orgFeatures: Store["orgFeatures"],
  orgId: string,
  client: ZohoClient,
): Promise<ZohoResult<unknown>> {
  const byFeature = await listModules(client, { featureName: "tags" })
  const isRefused = !byFeature.ok && catalogRow(byFeature.fault.kind).action === "stop"
  if (byFeature.ok || isRefused)
    await orgFeatures.remember(orgId, "modulesByFeature", byFeature.ok, Date.now())
  return isRefused ? listModules(client) : byFeature
}

/** Without letters and digits that look alike. */
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"

function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => LETTERS[byte % LETTERS.length]).join("")
}
