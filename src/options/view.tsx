/** What the options page draws: connected orgs, the card to connect another, settings. */
import type { ComponentChildren, JSX, Ref } from "preact"
import { dataCenterText } from "../i18n/format"
import { t } from "../i18n/translate"
import type { AccountView, Problem } from "../messages/views"
import { AllowAccess, Notice, ProblemNotice } from "../ui/notices"
import { ConnectNow, type ConnectingNow } from "../ui/connect-now"
import { Button, Icon } from "../ui/controls"
import { EnvironmentChip } from "../ui/labels"
import { orgPatterns, tagPageUrl } from "../zoho/data-centers"
import { ConnectForm, type ConnectFormProps, type TypedForSignIn, TypedSignIn } from "./connect-form"
import { DisconnectDialog, type Disconnecting } from "./disconnect"
import { Folded, FoldedCard } from "./folded"

export interface OptionsViewProps extends ConnectFormProps, Disconnecting {
  /** Undefined until read. */
  readonly accounts: readonly AccountView[] | undefined
  /** Why signing in again or disconnecting failed. */
  readonly accountProblem: Problem | null
  /** Where the page moves when an org has been connected. */
  readonly orgsRef?: Ref<HTMLHeadingElement>
  /** Connecting with one click; null: no client provides that; undefined: not known yet. */
  readonly connectNow: ConnectingNow | null | undefined
  /** A new value empties the form. */
  readonly formKey?: number
  readonly loss?: ComponentChildren
  /** What comes after connecting: settings, self-test, diagnostics. */
  readonly children?: ComponentChildren
  readonly onReconnect: (accountId: string, typed?: TypedForSignIn) => void
}

/** What to do next with a connected org. */
function NextSteps({ account: { id, org } }: { account: AccountView }): JSX.Element {
  const tags = tagPageUrl(org)
  return (
    <>
      {tags !== undefined && (
        <a class="btn" href={tags} target="_blank" rel="noreferrer">
          {t("open_tags")}
        </a>
      )}
      <a class="btn" href={`/tabs/tags.html?account=${id}`}>
        {t("open_manager")}
      </a>
    </>
  )
}

/** One line for an org; below it, what is not in order. */
function Account({ account, on }: { account: AccountView; on: OptionsViewProps }): JSX.Element {
  const { org, codeScope, needsSecret, signedIn, permitted } = account
  const words = t("connected_to", org.name)
  const isUsable = signedIn && permitted
  const isTyped = codeScope !== null || needsSecret
  return (
    <li class="account">
      <div class="body">
        <div class="who">
          <span class={isUsable ? "state completed" : "state paused"}>
            <Icon name={isUsable ? "check" : "warning"} />
            <span role="status" aria-label={words}>
              {words}
            </span>
          </span>
        </div>
        <p class="who soft">
          {[dataCenterText(org.location), account.user].filter(Boolean).join(" · ")}
          <EnvironmentChip environment={org.environment} />
        </p>
        {!signedIn && <p>{t("signed_out")}</p>}
      </div>
      <div class="acts">
        {isUsable && <NextSteps account={account} />}
        {!signedIn && !isTyped && <Button onClick={() => on.onReconnect(account.id)}>{t("sign_in")}</Button>}
        <Button onClick={() => on.onDisconnect(account.id)}>{t("disconnect")}</Button>
      </div>
      {!permitted && (
        <Notice tone="warn">
          <p>{t("fault_access_removed")}</p>
          <div class="acts">
            <AllowAccess origins={orgPatterns(org)} />
          </div>
        </Notice>
      )}
      {isTyped && (
        <TypedSignIn
          scope={codeScope}
          secretOf={needsSecret ? org.name : null}
          onSignIn={(typed) => on.onReconnect(account.id, typed)}
        />
      )}
    </li>
  )
}

function Accounts(props: OptionsViewProps): JSX.Element | null {
  if (!props.accounts) return null
  if (props.accounts.length === 0)
    return (
      <p class="status">
        <Icon name="info" />
        <span role="status" aria-label={t("not_connected")}>
          {t("not_connected")}
        </span>
      </p>
    )
  return (
    <ul class="accounts" aria-label={t("connected_orgs")}>
      {props.accounts.map((account) => (
        <Account key={account.id} account={account} on={props} />
      ))}
    </ul>
  )
}

const RIGHTS = [
  ["rights_may", "check", ["may_read", "may_delete", "may_later"]],
  ["rights_may_not", "cross", ["not_records", "not_unasked", "not_servers", "not_password"]],
] as const

/** The permissions to ask for, shown before the user is asked. */
function Rights(): JSX.Element {
  return (
    <div class="pair">
      {RIGHTS.map(([title, icon, lines]) => (
        <div key={title}>
          <h3>{t(title)}</h3>
          <ul class={`rights ${icon}`}>
            {lines.map((line) => (
              <li key={line}>
                <Icon name={icon} />
                {t(line)}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  )
}

/** With the provided client and one click; otherwise with a client that the user registers. */
function Connect(props: OptionsViewProps): JSX.Element | null {
  const { connectNow } = props
  if (connectNow === undefined) return null
  const own = (
    <>
      <p class="soft">{t("connect_means")}</p>
      <ConnectForm key={props.formKey} {...props} />
    </>
  )
  return (
    <>
      <Rights />
      {connectNow ? <ConnectNow on={connectNow} /> : own}
      {connectNow && !connectNow.client.isOnlyOne && <Folded title={t("own_client")}>{own}</Folded>}
    </>
  )
}

/** The card to connect an org; collapsed once one is connected. */
function ConnectCard(props: OptionsViewProps): JSX.Element {
  if (props.accounts && props.accounts.length > 0)
    return (
      <FoldedCard title={t("connect_another")}>
        <Connect {...props} />
      </FoldedCard>
    )
  return (
    <section class="card" aria-labelledby="connect">
      <h2 id="connect">{t("connect")}</h2>
      <Connect {...props} />
    </section>
  )
}

export function OptionsView(props: OptionsViewProps): JSX.Element {
  return (
    <div class="ts options">
      <header>
        <span class="brand">
          <Icon name="tag" />
        </span>
        <h1>{t("app_name")}</h1>
      </header>
      <main>
        {props.loss}
        <section class="card" aria-labelledby="orgs">
          <h2 id="orgs" tabIndex={-1} data-home ref={props.orgsRef ?? null}>
            {t("connected_orgs")}
          </h2>
          <Accounts {...props} />
          <p class="status" role="status">
            {props.accountNote !== null && <Icon name="info" />}
            {props.accountNote}
          </p>
          {props.accountProblem && <ProblemNotice problem={props.accountProblem} />}
        </section>
        {props.accounts && <ConnectCard {...props} />}
        {props.children}
        <p class="soft small">{t("not_affiliated")}</p>
      </main>
      {props.disconnecting && (
        <DisconnectDialog {...props.disconnecting} onAnswer={props.onDisconnectAnswer} />
      )}
    </div>
  )
}
