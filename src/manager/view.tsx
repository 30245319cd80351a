import type { ComponentChildren, JSX } from "preact"
import type { ListedTag, Problem } from "../messaging/views"
import type { Account } from "../store/accounts"
import { Button } from "../ui/button"
import { ConfirmDialog } from "../ui/confirm-dialog"
import { t } from "../ui/i18n"
import { Notice, ProblemNotice } from "../ui/notice"
import type { Selection } from "../ui/selection"
import type { Place } from "./address"
import { Header } from "./header"
import { ModuleList } from "./module-list"
import { ModuleScreen } from "./module-screen"
import type { Deletion } from "./use-deletion"
import type { ModuleEntry, Modules } from "./use-modules"

export interface ManagerViewProps {
  /** Undefined until read. */
  readonly accounts: readonly Account[] | undefined
  readonly account: Account | undefined
  readonly modules: Modules
  /** The open module, where there is one. */
  readonly entry: ModuleEntry | undefined
  readonly place: Place
  readonly selection: Selection
  readonly deletion: Deletion
  readonly online: boolean
  /** Why signing in, or opening another page, came to nothing. */
  readonly failure: Problem | null
  readonly onPlace: (change: Partial<Place>) => void
  readonly onConnect: () => void
  readonly onSignIn: () => void
  readonly onExport: (tags: readonly ListedTag[]) => void
}

function Middle({ children }: { children: ComponentChildren }): JSX.Element {
  return <div class="empty">{children}</div>
}

/** The page before there are modules to choose from. */
function Alone({ children }: { children: ComponentChildren }): JSX.Element {
  return <main class="alone">{children}</main>
}

/** A failure with the one button that can do something about it. */
function Failure({
  title,
  problem,
  onRetry,
  onSignIn,
}: {
  /** The module's label, where it is about one. */
  title?: string
  problem: Problem
  onRetry: () => void
  onSignIn: () => void
}): JSX.Element {
  const signIn = problem.action === "sign-in" || problem.action === "connect"
  return (
    <div class="content">
      {title !== undefined && <h2>{title}</h2>}
      <ProblemNotice problem={problem}>
        {signIn && <Button onClick={onSignIn}>{t("sign_in")}</Button>}
        <Button onClick={onRetry}>{t("try_again")}</Button>
      </ProblemNotice>
    </div>
  )
}

function Opened(props: ManagerViewProps): JSX.Element {
  const { entry, modules, place, onPlace, onSignIn } = props
  if (!entry)
    return (
      <Middle>
        <p>{t(modules.entries?.length ? "module_gone" : "no_modules")}</p>
      </Middle>
    )
  const { apiName, pluralLabel } = entry.module
  const reload = (): void => modules.reloadModule(apiName)
  const failure = entry.problem && (
    <Failure title={pluralLabel} problem={entry.problem} onRetry={reload} onSignIn={onSignIn} />
  )
  if (!entry.tags)
    return (
      failure ?? (
        <Middle>
          <p class="soft">{t("tags_loading", pluralLabel)}</p>
        </Middle>
      )
    )
  return (
    <div class="stack">
      {entry.problem && <ProblemNotice problem={entry.problem} />}
      <ModuleScreen
        key={apiName}
        module={entry.tags}
        filters={place.filters}
        selection={props.selection}
        deletion={props.deletion}
        onFilters={(filters) => onPlace({ filters })}
        onReload={reload}
        onSignIn={onSignIn}
        onExport={props.onExport}
      />
    </div>
  )
}

function Body(props: ManagerViewProps): JSX.Element {
  const { accounts, account, modules, entry, onPlace, onSignIn } = props
  if (!accounts)
    return (
      <Alone>
        <Middle>
          <p class="soft">{t("manager_loading")}</p>
        </Middle>
      </Alone>
    )
  if (!account)
    return (
      <Alone>
        <Middle>
          <h2>{t("popup_not_connected")}</h2>
          <p class="soft">{t("manager_not_connected_means")}</p>
          <Button kind="primary" onClick={props.onConnect}>
            {t("connect")}
          </Button>
        </Middle>
      </Alone>
    )
  if (modules.problem)
    return (
      <Alone>
        <Failure problem={modules.problem} onRetry={modules.reload} onSignIn={onSignIn} />
      </Alone>
    )
  if (!modules.entries)
    return (
      <Alone>
        <Middle>
          <p class="soft">{t("modules_asking")}</p>
        </Middle>
      </Alone>
    )
  return (
    <div class="panes">
      <ModuleList
        entries={modules.entries}
        open={entry?.module.apiName ?? null}
        onOpen={(module) => onPlace({ module })}
        onRetry={modules.reloadModule}
      />
      <main>
        <Opened {...props} />
      </main>
    </div>
  )
}

/** The tag manager, drawn from what is known. */
export function ManagerView(props: ManagerViewProps): JSX.Element {
  const { accounts, account, deletion } = props
  return (
    <div class="ts manager">
      <Header
        accounts={accounts ?? []}
        account={account}
        onAccount={(id) => props.onPlace({ account: id, module: null })}
      />
      {!props.online && (
        <Notice tone="warn">
          <p>{t("offline")}</p>
        </Notice>
      )}
      {props.failure && <ProblemNotice problem={props.failure} />}
      <Body {...props} />
      {deletion.dialog && (
        <ConfirmDialog
          key={deletion.dialog.draft.draftId}
          {...deletion.dialog}
          onConfirm={deletion.confirm}
          onCancelDialog={deletion.cancelDialog}
        />
      )}
    </div>
  )
}
