/** The tag manager's data and requests. What it draws is in `view.tsx`. */
import type { JSX } from "preact"
import { useMemo, useState } from "preact/hooks"
import { t } from "../i18n/translate"
import { isGood, tagsOf } from "../jobs/items"
import { protection } from "../jobs/protected-tags"
import { groupBy } from "../lib/lists"
import { nameKey } from "../lib/names"
import type { Problem } from "../messages/views"
import { download } from "../reports/csv"
import { changesOf } from "../storage/change-events"
import { DEFAULTS } from "../storage/settings"
import type { Store } from "../storage/store"
import { useAsking } from "../ui/confirmation/draft-question"
import { useConnectNow } from "../ui/connect-now"
import { useAwake, useStored } from "../ui/hooks"
import { jobActs, useOpenJob } from "../ui/job-details"
import { noResponse, plainProblem } from "../ui/notices"
import { useLoss } from "../ui/own-page"
import { useJobs, useOnline, usePicks, useUsage } from "./hooks"
import { ManagerView } from "./view"
import { rowsOf, tagsCsv, type Row } from "./rows"
import { useSimilar } from "./similar-names"
import { useUrlState } from "./url-state"
import { useModules } from "./use-modules"

const onAccounts = changesOf("accounts")
const onSettings = changesOf("settings", "policy")

const named = ({ id, name }: Row): { id: string; name: string } => ({ id, name })

const fileName = (module: string): string =>
  `tagsweep-tags-${module}-${new Date().toISOString().slice(0, 10)}.csv`

/** The tag manager, connected to storage and background. */
export function Manager({ store }: { store: Store }): JSX.Element {
  const [place, onPlace] = useUrlState()
  const online = useOnline()
  const loss = useLoss(store)
  const accounts = useStored(onAccounts, () => store.accounts.list())
  const settings = useStored(onSettings, () => store.settings.get()) ?? DEFAULTS
  const account = accounts?.find((each) => each.id === place.account) ?? accounts?.[0]
  const accountId = account?.id ?? ""
  const modules = useModules(store, account?.id, place.module)
  const counting = useUsage(store, accountId)
  const { entries } = modules
  const { usage } = counting
  const { protectedTags } = settings
  const rows = useMemo(
    () => rowsOf(entries ?? [], usage, protection(protectedTags)),
    [entries, usage, protectedTags],
  )
  const similar = useSimilar(rows)
  const selection = usePicks(accountId, rows)
  const jobs = useJobs(store, accountId, ({ job, steps }) => {
    // Zoho would only refuse a refused tag again.
    const over = steps.flatMap(tagsOf).filter((tag) => isGood(tag) || tag.state === "refused")
    selection.clear(over.map(({ id }) => id))
    modules.reloadModule(job.module.apiName)
  })
  const asking = useAsking(store, ({ jobIds }) => jobs.follow(jobIds), accountId)
  useAwake(jobs.busy.size > 0)
  const [failure, setFailure] = useState<Problem | null>(null)
  const { openPage, ...acts } = jobActs(
    store,
    { ask: asking.ask, show: setFailure },
    { signedIn: modules.reload },
  )
  const protect = async (of: readonly Row[], on: boolean): Promise<void> => {
    setFailure(null)
    const { protectedTags: own } = await store.settings.own()
    const names = of.map(({ name }) => name)
    const keys = new Set(names.map(nameKey))
    const protectedTags = on
      ? [...new Set([...own, ...names])]
      : own.filter((each) => !keys.has(nameKey(each)))
    await store.settings.change({ protectedTags })
    const now = protection((await store.settings.get()).protectedTags)
    const entry = on ? undefined : names.map(now).find((each) => each !== undefined)
    // The user's own pattern, or an entry of the organization's policy.
    if (entry !== undefined) setFailure(plainProblem(t("still_protected", entry), "", ""))
  }
  return (
    <ManagerView
      {...{ accounts, account, modules, rows, similar, selection, jobs, counting, online, loss }}
      {...{ place, onPlace, asking, failure }}
      open={useOpenJob(store)}
      on={{ ...acts, onOpenModule: (_account, module) => onPlace({ module }) }}
      connectNow={useConnectNow(store)}
      onConnect={() => openPage({ screen: "options" })}
      onSignIn={() => acts.onSignIn(accountId)}
      onDelete={(of) => {
        const byModule = groupBy(of, (row) => row.module.apiName)
        const parts = [...byModule].map(([module, tags]) => ({ module, tags: tags.map(named) }))
        asking.ask({ kind: "deletion", accountId, parts })
      }}
      onMerge={(keep, others) => {
        const absorb = others.map(named)
        asking.ask({ kind: "merge", accountId, module: keep.module.apiName, keep: named(keep), absorb })
      }}
      onProtect={(of, on) => void protect(of, on).catch(() => setFailure(noResponse()))}
      onExport={(shown) => {
        if (account) download(fileName(place.module ?? "all"), "text/csv", tagsCsv(account.org, shown))
      }}
    />
  )
}
