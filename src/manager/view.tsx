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
  readonly onPlace: (change: Partial<Place>) => void
  readonly onConnect: () => void
  readonly onSignIn: () => void
  readonly onExport: (tags: readonly ListedTag[]) => void
}

function Middle({ children }: { children: ComponentChildren }): JSX.Element {
  return <div class="empty">{children}</div>
}

/** A failure with the one button that can do something about it. */
function Failure({
  problem,
  onRetry,
  onSignIn,
}: {
  problem: Problem
  onRetry: () => void
  onSignIn: () => void
}): JSX.Element {
  const signIn = problem.action === "sign-in" || problem.action === "connect"
  return (
    <div class="content">
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
  const failure = entry.problem && <Failure problem={entry.problem} onRetry={reload} onSignIn={onSignIn} />
  if (!entry.tags)
    return (
      failure ?? (
        <Middle>
          <p class="soft">{t("tags_loading", pluralLabel)}</p>
        </Middle>
      )
    )
  return (
    <>
      {failure}
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
    </>
  )
}

function Body(props: ManagerViewProps): JSX.Element {
  const { accounts, account, modules, entry, onPlace, onSignIn } = props
  if (!accounts)
    return (
      <Middle>
        <p class="soft">{t("manager_loading")}</p>
      </Middle>
    )
  if (!account)
    return (
      <Middle>
        <h2>{t("popup_not_connected")}</h2>
        <p class="soft">{t("manager_not_connected_means")}</p>
        <Button kind="primary" onClick={props.onConnect}>
          {t("connect")}
        </Button>
      </Middle>
    )
  if (modules.problem)
    return <Failure problem={modules.problem} onRetry={modules.reload} onSignIn={onSignIn} />
  if (!modules.entries)
    return (
      <Middle>
        <p class="soft">{t("modules_asking")}</p>
      </Middle>
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
