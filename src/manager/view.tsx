/** What the tag manager draws around its modules and tags: header, notices, empty states. */
import type { ComponentChildren, JSX } from "preact"
import { dataCenterName } from "../i18n/format"
import { t } from "../i18n/translate"
import type { Account } from "../storage/accounts"
import { AskedHere, type Asking } from "../ui/confirmation/draft-question"
import { ConnectHere, type ConnectingNow } from "../ui/connect-now"
import { Icon } from "../ui/controls"
import { OrgLine } from "../ui/labels"
import { Notice, ProblemNotice } from "../ui/notices"
import { focusTable } from "./tag-table"
import { ModuleList } from "./module-list"
import { Empty, Failure, ModulePanel } from "./module-panel"
import type { Problem } from "../messages/views"
import type { JobsShown } from "../ui/job-item"
import type { Selection } from "../ui/selection"
import type { Row } from "./rows"
import type { Similar } from "./similar-names"
import type { UrlState } from "./url-state"
import type { Counting, Jobs } from "./hooks"
import type { Entries, Modules } from "./use-modules"

/** Shown while there are no modules to choose from. */
function NoModules(props: ManagerViewProps): JSX.Element {
  const { accounts, account, modules } = props
  if (accounts && !account)
    return (
      <div class="empty">
        <h2>{t("not_connected")}</h2>
        <p class="soft">{t("not_connected_means")}</p>
        <ConnectHere connectNow={props.connectNow} onOptions={props.onConnect} />
      </div>
    )
  if (modules.problem)
    return <Failure problem={modules.problem} onRetry={modules.reload} onSignIn={props.onSignIn} />
  return <Empty words={t("loading")} />
}

function Body(props: ManagerViewProps): JSX.Element {
  const { account, modules } = props
  const { entries } = modules
  if (!account || modules.problem || !entries)
    return (
      <main class="alone">
        <NoModules {...props} />
      </main>
    )
  return (
    <div class="panes">
      <ModuleList {...props} entries={entries} />
      <main>
        <ModulePanel {...props} entries={entries} />
      </main>
    </div>
  )
}

/** The tag manager, drawn from its props alone. */
export function ManagerView(props: ManagerViewProps): JSX.Element {
  const { asking } = props
  return (
    <div class="ts manager">
      {props.modules.entries && (
        <button type="button" class="btn primary skip" onClick={focusTable}>
          {t("skip_to_tags")}
        </button>
      )}
      <Header {...props} />
      {props.loss}
      {!props.online && (
        <Notice tone="warn">
          <p>{t("offline")}</p>
        </Notice>
      )}
      {props.failure && <ProblemNotice problem={props.failure} />}
      <Body {...props} />
      <AskedHere asking={asking} />
    </div>
  )
}

const inWords = ({ org }: Account): string =>
  `${org.name} · ${dataCenterName(org.location)} · ${t(`env_${org.environment}`)}`

/** The org and the account. */
function Header({ accounts = [], account, onPlace }: ManagerViewProps): JSX.Element {
  return (
    <header class="masthead">
      <span class="brand">
        <Icon name="tag" />
      </span>
      <h1>{t("manager")}</h1>
      {account && <OrgLine org={account.org} center />}
      {account?.user && <span class="soft clip">{account.user}</span>}
      {accounts.length > 1 && (
        <select
          class="input"
          aria-label={t("org")}
          value={account?.id}
          onChange={(event) => onPlace({ account: event.currentTarget.value, module: null })}
        >
          {accounts.map((each) => (
            <option key={each.id} value={each.id}>
              {inWords(each)}
            </option>
          ))}
        </select>
      )}
      {account && (
        <a class="aside" href="/tabs/backups.html">
          {t("backups")}
        </a>
      )}
    </header>
  )
}

/** Everything the manager shows, and its callbacks. */
export interface ManagerViewProps extends Pick<JobsShown, "open" | "on"> {
  /** Undefined until read. */
  readonly accounts: readonly Account[] | undefined
  readonly account: Account | undefined
  readonly modules: Modules
  /** Every module's rows, by API name. */
  readonly rows: ReadonlyMap<string, readonly Row[]>
  readonly similar: Similar
  readonly place: UrlState
  readonly selection: Selection
  readonly asking: Asking
  readonly jobs: Jobs
  readonly counting: Counting
  readonly online: boolean
  readonly loss?: ComponentChildren
  /** Why signing in, or opening another page, failed. */
  readonly failure: Problem | null
  readonly onPlace: (change: Partial<UrlState>) => void
  readonly onDelete: (rows: readonly Row[]) => void
  /** Asks whether to merge the others into the first. */
  readonly onMerge: (keep: Row, others: readonly Row[]) => void
  /** Connecting with one click; null: use the options page; undefined: not known yet. */
  readonly connectNow: ConnectingNow | null | undefined
  readonly onConnect: () => void
  readonly onSignIn: () => void
  /** Protects the names of these tags, or stops protecting them. */
  readonly onProtect: (rows: readonly Row[], on: boolean) => void
  readonly onExport: (rows: readonly Row[]) => void
}

/** The same, once the modules are known. */
export type WithEntries = ManagerViewProps & { readonly entries: Entries }
