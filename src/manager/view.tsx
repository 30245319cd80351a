import type { ComponentChildren, JSX } from "preact"
import { Button } from "../ui/button"
import { ConnectNow } from "../ui/connect-now"
import { DraftQuestion } from "../ui/draft-question"
import { t } from "../ui/i18n"
import { Notice, ProblemNotice } from "../ui/notice"
import { Failure } from "./failure"
import { Header } from "./header"
import { Middle } from "./middle"
import { ModuleList } from "./module-list"
import { Opened } from "./opened"
import type { ManagerViewProps } from "./props"

/** The page before there are modules to choose from. */
function Alone({ children }: { children: ComponentChildren }): JSX.Element {
  return <main class="alone">{children}</main>
}

function Body(props: ManagerViewProps): JSX.Element {
  const { accounts, account, modules, place, rows, selection, onPlace, onSignIn } = props
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
          {props.connectNow ? (
            <ConnectNow on={props.connectNow} />
          ) : (
            <Button kind="primary" disabled={props.connectNow === undefined} onClick={props.onConnect}>
              {t("connect")}
            </Button>
          )}
        </Middle>
      </Alone>
    )
  if (modules.problem)
    return (
      <Alone>
        <Failure problem={modules.problem} onRetry={modules.reload} onSignIn={onSignIn} />
      </Alone>
    )
  const { entries } = modules
  if (!entries)
    return (
      <Alone>
        <Middle>
          <p class="soft">{t("modules_asking")}</p>
        </Middle>
      </Alone>
    )
  const picked = new Map(
    [...rows].map(([apiName, of]) => [apiName, of.filter(({ id }) => selection.has(id)).length] as const),
  )
  return (
    <div class="panes">
      <ModuleList
        {...modules}
        entries={entries}
        open={place.module}
        picked={picked}
        onOpen={(module) => onPlace({ module })}
        onRetry={modules.reloadModule}
      />
      <main>
        <Opened {...props} entries={entries} />
      </main>
    </div>
  )
}

/** The tag manager, drawn from what is known. */
export function ManagerView(props: ManagerViewProps): JSX.Element {
  const { accounts, account, asking } = props
  return (
    <div class="ts manager">
      <Header
        accounts={accounts ?? []}
        account={account}
        onAccount={(id) => props.onPlace({ account: id, module: null })}
      />
      {props.loss}
      {!props.online && (
        <Notice tone="warn">
          <p>{t("offline")}</p>
        </Notice>
      )}
      {props.failure && <ProblemNotice problem={props.failure} />}
      <Body {...props} />
      {asking.draft && (
        <DraftQuestion
          key={asking.draft.draftId}
          draft={asking.draft}
          onStarted={asking.onStarted}
          onCancel={asking.onCancel}
        />
      )}
    </div>
  )
}
