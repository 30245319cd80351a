/** One piece of work in the list, whatever its kind: what, how it stands, when, and what can be done about it. */
import type { ComponentChildren, JSX } from "preact"
import type { Job, JobState, OrgRef } from "../deletion/job"
import type { Standing } from "../deletion/record"
import { AllowAccess } from "../ui/allow-access"
import { Progress } from "../ui/bars"
import { Button, Disclosure } from "../ui/button"
import { EnvironmentChip } from "../ui/chip"
import { dateTime, relativeTime } from "../ui/format"
import { t } from "../ui/i18n"
import type { MessageKey } from "../ui/i18n"
import { JobStateWord } from "../ui/job-state"
import { reasonText } from "../ui/reason"
import { orgPatterns } from "../zoho/data-centres"

export interface WorkCommand {
  readonly word: MessageKey
  readonly disabled?: boolean
  readonly onClick: () => void
}

/** Opens the manager at a module. @param module API name */
export type OpenModule = (accountId: string, module: string) => void

export interface WorkItemProps {
  readonly work: Pick<Job, "id" | "createdAt" | "org" | "state" | "accountId" | "module">
  readonly title: string
  /** Beside the state's word. */
  readonly words: string
  /** Of what is under way. */
  readonly progress: { readonly value: number; readonly max: number }
  readonly now: number
  /** Said where more than one org has work in the list. */
  readonly showOrg: boolean
  /** Of several that were confirmed together; their heading has the time. */
  readonly isPart?: boolean
  readonly onOpenModule: OpenModule
  readonly commands: readonly WorkCommand[]
  /** Why it stands still. */
  readonly pause: ComponentChildren
  readonly open: boolean
  readonly onToggle: () => void
  /** The details, when open. */
  readonly children?: ComponentChildren
}

export const isOpen = (state: JobState): boolean => ["waiting", "running", "paused"].includes(state)

/** Only the user may let work go on without the records that its backup was to hold. */
export function maySkipRecords({ pause, backup }: Pick<Standing, "pause" | "backup">): boolean {
  const isHeld = pause?.why === "backup" || pause?.why === "consent"
  return isHeld && backup?.phase === "due" && backup.records && !backup.skipped
}

export function PauseLine({
  work,
  now,
  onSignIn,
}: {
  readonly work: Pick<Standing, "state" | "pause" | "backup"> & {
    readonly accountId: string
    readonly org: OrgRef
  }
  readonly now: number
  readonly onSignIn: (accountId: string) => void
}): JSX.Element | null {
  if (work.state !== "paused" || !work.pause || work.pause.why === "user") return null
  const { why, until, reason } = work.pause
  return (
    <div class="line">
      <span>{t(`pause_${why.replaceAll("-", "_")}` as MessageKey)}</span>
      {reason && <p class="soft">{reasonText(reason)}</p>}
      {maySkipRecords(work) && <p class="soft">{t("skip_records_means")}</p>}
      {until !== null && <span class="soft">{t("tries_again", relativeTime(until, now))}</span>}
      {(why === "sign-in" || why === "consent") && (
        <Button onClick={() => onSignIn(work.accountId)}>{t("sign_in")}</Button>
      )}
      {why === "permission-removed" && (
        <>
          <p class="soft">{t("allow_access_means")}</p>
          <AllowAccess origins={orgPatterns(work.org)} />
        </>
      )}
    </div>
  )
}

/** When it was begun. */
export function Since({ at, now }: { at: number; now: number }): JSX.Element {
  return (
    <time class="soft" dateTime={new Date(at).toISOString()} title={dateTime(at)}>
      {relativeTime(at, now)}
    </time>
  )
}

/** The org of work that is in a list with other orgs'. */
export function OrgOf({ org }: { org: OrgRef }): JSX.Element {
  return (
    <div class="line one small">
      <bdi class="clip soft">{org.name}</bdi>
      <EnvironmentChip environment={org.environment} />
    </div>
  )
}

/** What it is about, and the way to the module's tags. */
function Title({ work, title, onOpenModule }: WorkItemProps): JSX.Element {
  const { accountId: account, module } = work
  const query = new URLSearchParams({ account, module: module.apiName })
  return (
    <a
      class="to-module"
      href={`/tabs/tags.html?${query}`}
      title={t("open_in_manager", module.pluralLabel)}
      onClick={(event) => {
        event.preventDefault()
        onOpenModule(account, module.apiName)
      }}
    >
      {title}
    </a>
  )
}

export function WorkItem(props: WorkItemProps): JSX.Element {
  const { work, title, words, progress, commands, now, open, isPart, onToggle } = props
  const Heading = isPart ? "h3" : "h2"
  const id = `work-${work.id}-`
  const details = (
    <>
      <span class="fill" />
      <Disclosure open={open} controls={`${id}d`} onToggle={onToggle}>
        {t("details")}
      </Disclosure>
    </>
  )
  return (
    <li class="item" aria-labelledby={`${id}t`}>
      <div class="line one">
        <Heading class="title" id={`${id}t`}>
          <Title {...props} />
        </Heading>
        <span class="fill" />
        {!isPart && <Since at={work.createdAt} now={now} />}
      </div>
      {props.showOrg && !isPart && <OrgOf org={work.org} />}
      <div class="line">
        <JobStateWord state={work.state} />
        <span class="soft">{words}</span>
        {commands.length === 0 && details}
      </div>
      {isOpen(work.state) && (
        <Progress label={title} {...progress} text={words} still={work.state === "paused"} />
      )}
      {props.pause}
      {commands.length > 0 && (
        <div class="line">
          {commands.map(({ word, disabled = false, onClick }) => (
            <Button key={word} disabled={disabled} onClick={onClick}>
              {t(word)}
            </Button>
          ))}
          {details}
        </div>
      )}
      {open && (
        <div class="details" id={`${id}d`}>
          {props.children}
        </div>
      )}
    </li>
  )
}
