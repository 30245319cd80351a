import type { JSX } from "preact"
import { useMemo, useState } from "preact/hooks"
import { isFinished } from "../jobs/job"
import { protection } from "../jobs/protected-tags"
import { groupBy } from "../lib/lists"
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
import { fileName, tagsCsv } from "./export"
import { useAllRows } from "./filters"
import { useOnline, usePicks } from "./hooks"
import type { ManagerViewProps } from "./props"
import type { Row } from "./rows"
import { useSimilar, type SimilarGroup } from "./similar-names"
import { useUrlState } from "./url-state"
import { useJobs, type JobSet } from "./use-jobs"
import { useModules } from "./use-modules"
import { useUsage } from "./use-usage"
import { ManagerView } from "./view"

const onAccounts = changesOf("accounts")
const onSettings = changesOf("settings", "policy")

/** Read again after a change of the store, but the same object while nothing of it has changed. */
function useProtection(names: readonly string[]): ReturnType<typeof protection> {
  const key = names.join("\n")
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the key says all of the names
  return useMemo(() => protection(names), [key])
}

const named = ({ id, name }: Row): { id: string; name: string } => ({ id, name })

/** What can be asked for, as requests to the background. */
function requestsOf(
  accountId: string,
  { ask, setProblem }: Asking,
): Pick<ManagerViewProps, "onDelete" | "onMerge" | "onCancelJobs"> {
  return {
    onDelete: (rows: readonly Row[]) => {
      const byModule = groupBy(rows, (row) => row.module.apiName)
      const parts = [...byModule].map(([module, of]) => ({ module, tags: of.map(named) }))
      ask({ kind: "deletion", accountId, parts })
    },
    onMerge: (keep: Row, { rows }: SimilarGroup) => {
      const absorb = rows.filter(({ id }) => id !== keep.id).map(named)
      ask({ kind: "merge", accountId, module: keep.module.apiName, keep: named(keep), absorb })
    },
    onCancelJobs: ({ jobs }: JobSet) => {
      const asked = jobs.map(({ jobId }) => send("job.cancel", { jobId }))
      void Promise.all(asked).catch(() => setProblem(noResponse()))
    },
  }
}

/** The tag manager over the real store and background. */
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
    selection.clear(job.goneIds)
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
    // What has to be typed is typed there.
    else if (outcome.problem.action === "connect") openOptions()
    else setFailure(outcome.problem)
  }
  const protect = (names: readonly string[]): void => {
    const protectedTags = [...new Set([...settings.protectedTags, ...names])]
    void store.settings.change({ protectedTags }).catch(() => setFailure(noResponse()))
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
      onProtect={protect}
      onExport={(shown) => {
        if (account)
          downloadCsv(fileName(`tags-${place.module ?? "all"}`, Date.now()), tagsCsv(account.org, shown))
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
