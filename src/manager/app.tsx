import type { JSX } from "preact"
import { useMemo, useState } from "preact/hooks"
import { t } from "../i18n/translate"
import { isFinished } from "../jobs/job"
import { protection } from "../jobs/protected-tags"
import { groupBy } from "../lib/lists"
import { nameKey } from "../lib/names"
import { send } from "../messages/send"
import type { Problem } from "../messages/views"
import { downloadCsv } from "../reports/csv"
import { downloadStored } from "../reports/job-report"
import { changesOf } from "../storage/change-events"
import { DEFAULTS } from "../storage/settings"
import type { Store } from "../storage/store"
import { useAsking, type Asking } from "../ui/confirmation/draft-question"
import { useConnectNow } from "../ui/connect-now"
import { useAwake, useStored } from "../ui/hooks"
import { noResponse, orNoResponse } from "../ui/no-response"
import { useLoss } from "../ui/own-page"
import { useOnline, usePicks } from "./hooks"
import type { ManagerViewProps } from "./props"
import { tagsCsv, useAllRows, type Row } from "./rows"
import { useSimilar } from "./similar-names"
import { useUrlState } from "./url-state"
import { useJobs, type JobSet } from "./use-jobs"
import { useModules } from "./use-modules"
import { useUsage } from "./use-usage"
import { ManagerView } from "./view"

const onAccounts = changesOf("accounts")
const onSettings = changesOf("settings", "policy")

/** Reads the names after every change of the store, but returns the same object until they differ. */
function useProtection(names: readonly string[]): ReturnType<typeof protection> {
  const key = names.join("\n")
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the key says all of the names
  return useMemo(() => protection(names), [key])
}

const named = ({ id, name }: Row): { id: string; name: string } => ({ id, name })

const fileName = (module: string): string =>
  `tagsweep-tags-${module}-${new Date().toISOString().slice(0, 10)}.csv`

/** The user's own pattern, or an entry of the organization's policy. */
const stillProtected = (entry: string): Problem => ({
  kind: "protected",
  happened: t("still_protected", entry),
  unchanged: "",
  remedy: "",
  action: "none",
})

/** What the user can ask for, as requests to the background. */
function requestsOf(
  accountId: string,
  { ask, setProblem }: Asking,
): Pick<ManagerViewProps, "onDelete" | "onMerge" | "onUndo" | "onCancelJobs"> {
  return {
    onDelete: (rows: readonly Row[]) => {
      const byModule = groupBy(rows, (row) => row.module.apiName)
      const parts = [...byModule].map(([module, of]) => ({ module, tags: of.map(named) }))
      ask({ kind: "deletion", accountId, parts })
    },
    onMerge: (keep: Row, others: readonly Row[]) => {
      const absorb = others.map(named)
      ask({ kind: "merge", accountId, module: keep.module.apiName, keep: named(keep), absorb })
    },
    onUndo: (backupId) => ask({ kind: "restore", backupId, tags: null }),
    onCancelJobs: ({ jobs }: JobSet) => {
      const asked = jobs.map(({ jobId }) => send("job.cancel", { jobId }))
      void Promise.all(asked).catch(() => setProblem(noResponse()))
    },
  }
}

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
  const rows = useAllRows(modules.entries, counting.usage, useProtection(settings.protectedTags))
  const similar = useSimilar(rows)
  const selection = usePicks(accountId, rows)
  const jobs = useJobs(store, accountId, (job) => {
    // Zoho would only refuse these again.
    const refused = job.kept.filter(({ state }) => state === "refused")
    selection.clear([...job.gone, ...refused].map(({ id }) => id))
    modules.reloadModule(job.module.apiName)
  })
  const asking = useAsking(store, ({ jobIds }) => jobs.follow(jobIds), accountId)
  useAwake(jobs.sets.some((set) => set.jobs.some(({ state }) => !isFinished(state))))
  const [failure, setFailure] = useState<Problem | null>(null)
  const openOptions = (): void =>
    void send("open", { screen: "options" }).catch(() => setFailure(noResponse()))
  const signIn = async (): Promise<void> => {
    setFailure(null)
    const outcome = await orNoResponse(send("account.reconnect", { accountId }))
    if (outcome.ok) modules.reload()
    // The options page has the fields to type what is needed.
    else if (outcome.problem.action === "connect") openOptions()
    else setFailure(outcome.problem)
  }
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
    if (entry !== undefined) setFailure(stillProtected(entry))
  }
  return (
    <ManagerView
      accounts={accounts}
      account={account}
      modules={modules}
      rows={rows}
      similar={similar}
      place={place}
      selection={selection}
      asking={asking}
      jobs={jobs}
      counting={counting}
      online={online}
      loss={loss}
      onPlace={onPlace}
      failure={failure}
      {...requestsOf(accountId, asking)}
      connectNow={useConnectNow(store)}
      onConnect={openOptions}
      onSignIn={() => void signIn()}
      onProtect={(of, on) => void protect(of, on).catch(() => setFailure(noResponse()))}
      onExport={(shown) => {
        if (account) downloadCsv(fileName(place.module ?? "all"), tagsCsv(account.org, shown))
      }}
      onReport={(of, kind) =>
        void downloadStored(
          store,
          of.map(({ jobId }) => jobId),
          kind,
        ).catch(() => setFailure(noResponse()))
      }
    />
  )
}
