/**
 * The one contract between the extension's contexts: for every command its request schema, its reply type and who may
 * call it. `send` and the background's handler table are both typed from here. What changes anything at Zoho is for our
 * own pages only: Zoho's page, or a script that drives ours there, can select and ask, and stop or hurry what runs.
 */
import * as v from "valibot"

import type { ModuleRef } from "../jobs/job"
import { isNarrow, type AddressPattern } from "../zoho/crm-address"
import { ENVIRONMENTS, LOCATIONS, type DataCenterLocation } from "../zoho/data-centers"
import { CLIENT_KINDS } from "../zoho/oauth/grant"
import { FEATURES } from "../zoho/scopes"
import type {
  AccountView,
  Drafted,
  DraftState,
  JobProgress,
  ModuleTags,
  Outcome,
  PageContext,
  Started,
  TagUsageView,
} from "./views"

const id = v.pipe(v.string(), v.regex(/^\d{1,20}$/))
const localId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))
const name = v.pipe(v.string(), v.maxLength(400))
const apiName = v.pipe(v.string(), v.regex(/^\w{1,100}$/))
const grantCode = v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(400)))
const clientSecret = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200)))
const zohoClient = {
  kind: v.picklist(CLIENT_KINDS),
  clientId: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  location: v.pipe(v.string(), v.maxLength(4)),
  environment: v.optional(v.picklist(ENVIRONMENTS), "production"),
}
const place = { location: v.picklist(LOCATIONS), environment: v.picklist(ENVIRONMENTS) }
const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
/** As `AddressPattern` of the page: nothing but what Zoho's paths and parameters are made of. */
const path = v.pipe(v.string(), v.regex(/^[\w.~%*/:@!$&'()+,;=-]{1,200}$/))
const moduleParam = v.nullable(v.pipe(v.string(), v.regex(/^[\w.-]{1,40}$/)))
const addressPattern = v.pipe(v.strictObject({ path, moduleParam }), v.check(isNarrow))
/** More tags than any module can hold by Zoho's published limits, so that a request stays bounded. */
const MOST_TAGS = 25_000

/** More modules than an org can have. https://www.zoho.com/crm/developer/docs/api/v8/modules-api.html */
const MOST_MODULES = 600

const selectedTags = v.pipe(v.array(v.strictObject({ id, name })), v.minLength(1), v.maxLength(MOST_TAGS))

/** Places of tags in a backup. */
const tagPlaces = v.pipe(v.array(natural), v.minLength(1), v.maxLength(MOST_TAGS))

/** Tags of one module, under the names that the user saw. */
const draftPart = v.strictObject({ module: apiName, tags: selectedTags })

/** What a draft can be asked of. It is read again at Zoho and frozen; nothing is changed there. */
const draftRequest = v.variant("kind", [
  v.strictObject({
    ...{ kind: v.literal("deletion"), accountId: localId },
    parts: v.pipe(
      v.array(draftPart),
      v.minLength(1),
      v.maxLength(MOST_MODULES),
      v.check((parts) => parts.reduce((sum, { tags }) => sum + tags.length, 0) <= MOST_TAGS),
    ),
  }),
  v.strictObject({
    ...{ kind: v.literal("restore"), backupId: localId },
    /** Places of the chosen tags in the backup; null: all. */
    tags: v.nullable(tagPlaces),
  }),
  v.strictObject({
    ...{ kind: v.literal("merge"), accountId: localId, module: apiName },
    keep: v.strictObject({ id, name }),
    absorb: selectedTags,
  }),
  /** What finished jobs left: of deletions those of one org, of others one job. */
  v.strictObject({
    kind: v.literal("again"),
    jobIds: v.pipe(v.array(localId), v.minLength(1), v.maxLength(MOST_MODULES)),
  }),
])

/** The same for Zoho's page: tags of the module in front of the user, or the undoing of a job there. */
const draftRequestOfPage = v.variant("kind", [
  v.strictObject({
    ...{ kind: v.literal("deletion"), accountId: localId },
    parts: v.strictTuple([draftPart]),
  }),
  v.strictObject({ kind: v.literal("restore"), backupId: localId, tags: v.null() }),
])

/** Who may call a command: our own pages only, or also our content script in a frame of an allowed Zoho host. */
export type CallerClass = "extension" | "page"

export interface CommandSpec<S extends v.GenericSchema = v.GenericSchema> {
  readonly callers: readonly CallerClass[]
  readonly request: S
  /** What Zoho's page may ask, where that is less. */
  readonly requestOfPage?: v.GenericSchema
}

type ToSpec = <E extends v.ObjectEntries>(entries: E) => CommandSpec<v.StrictObjectSchema<E, undefined>>
const ownPages: ToSpec = (entries) => ({ callers: ["extension"], request: v.strictObject(entries) })
const zohoPage: ToSpec = (entries) => ({ callers: ["page"], request: v.strictObject(entries) })
const everyone: ToSpec = (entries) => ({ callers: ["extension", "page"], request: v.strictObject(entries) })

/** Request schemas and callers. A command that is missing here does not exist. */
export const commands = {
  /** A watcher has found the tag page: put the tag-page script into its frame. */
  "page.activate": zohoPage({}),
  /** Everything the bar needs to know about the page in front of the user. */
  "page.context": zohoPage({
    orgId: v.nullable(id),
    /** Zoho's internal module name from the address, e.g. `Potentials`; null when it has none. */
    module: v.nullable(apiName),
  }),
  /**
   * Connects the page's org, or signs in to it again: Zoho's own window asks the user, and what comes of it stays
   * here. Where that takes more than a window, our options page opens. Nothing for an org that is signed in.
   */
  "page.connect": zohoPage({}),
  /** Where else than at Zoho's known address the page's org has its tag page; asked by the watcher. */
  "page.addresses": zohoPage({}),
  /** The list was recognized at an unknown address, where the user had it looked for: look there by itself. */
  "page.remember": { callers: ["page"], request: addressPattern },
  "page.forget": { callers: ["page"], request: addressPattern },
  /** Whether a tab shows a page of the CRM on which tags can be looked for, and what the user has to grant first. */
  "look.offered": ownPages({ tabId: natural }),
  /** Looks for tags on the page that the tab shows, whatever its address. False when it shows none of the CRM's. */
  "look.start": ownPages({ tabId: natural }),
  /** Reads the tags again and freezes what would be done. Asked by Zoho's page, it opens the question in our window. */
  draft: { callers: ["extension", "page"], request: draftRequest, requestOfPage: draftRequestOfPage },
  /** Opens the question in our own window, or brings that window to the front. */
  "draft.show": everyone({ draftId: localId }),
  /** Whether the question is still open. */
  "draft.state": everyone({ draftId: localId }),
  "draft.cancel": ownPages({ draftId: localId }),
  /** Does exactly what that draft holds, or `only` these of it: once, and within its time. */
  confirm: ownPages({
    draftId: localId,
    /** As it was typed, in the digits of any script. */
    typed: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(40))), null),
    /** Whether the backup is to hold which records carry the tags. */
    records: v.optional(v.boolean(), false),
    /** Places of the chosen tags in the backup that is restored, or in the draft of a merge; null: all. */
    only: v.optional(v.nullable(tagPlaces), null),
  }),
  /** A job's progress. The page asks for the jobs it started or that run in its module. */
  "job.progress": everyone({ jobId: localId }),
  "job.pause": everyone({ jobId: localId }),
  /** Goes on with the backup as it is, without the records that could not be read. */
  "job.skipRecords": ownPages({ jobId: localId }),
  "job.resume": ownPages({ jobId: localId }),
  /** Ends a pause of circumstances and every wait; what the user paused stays paused. */
  "job.tryNow": everyone({ jobId: localId }),
  "job.cancel": everyone({ jobId: localId }),
  "job.forget": ownPages({ jobId: localId }),
  /** Opens one of our own pages in a tab. */
  open: everyone({
    screen: v.picklist(["options", "manager", "backups"]),
    /** Account and module to open the manager at. */
    account: v.optional(localId),
    module: v.optional(apiName),
    /** A tab that shows the CRM: the manager opens at its org and module, where they are known. */
    from: v.optional(natural),
  }),
  "account.list": ownPages({}),
  /** Asks Zoho whether it would let a client in, before anyone signs in. */
  "account.check": ownPages(zohoClient),
  /** In which other data centers Zoho knows a client; those that the user let us ask are given back afterwards. */
  "account.find": ownPages(zohoClient),
  /** An org is to be connected by the provided client as soon as the browser lets us: the popup may be gone then. */
  "account.intend": ownPages(place),
  "account.connect": ownPages({
    ...{ ...zohoClient, clientSecret, keepSecret: v.optional(v.boolean()), grantCode },
    /** Self client without a code. */
    orgId: v.optional(id),
  }),
  /** Signs in again to an account that is already known; resumes the jobs that wait for it. */
  "account.reconnect": ownPages({ accountId: localId, grantCode, clientSecret }),
  /**
   * Asks for what a feature needs, when it is first used: nothing where the account may do it already, else Zoho's
   * window with all scopes that are granted and the rest. Resumes the jobs that wait for it.
   */
  "account.grant": ownPages({
    accountId: localId,
    features: v.pipe(v.array(v.picklist(FEATURES)), v.minLength(1), v.maxLength(FEATURES.length)),
    grantCode,
  }),
  "account.disconnect": ownPages({ accountId: localId }),
  /** The modules that can carry tags, as far as is known without asking each. */
  "modules.list": ownPages({ accountId: localId }),
  /** One module's tags, with all that Zoho tells of them. */
  "tags.ofModule": ownPages({ accountId: localId, module: apiName }),
  /** How many records carry a tag and what uses it; one call to Zoho. */
  "tags.usage": ownPages({ accountId: localId, module: apiName, tagId: id }),
  /** Checks on an org with two throw-away tags in a module; the account's last one where that is not finished. */
  "check.start": ownPages({ accountId: localId, module: apiName }),
} satisfies Record<string, CommandSpec>

export type CommandName = keyof typeof commands

/** What a caller hands in. */
export type RequestOf<N extends CommandName> = v.InferInput<(typeof commands)[N]["request"]>

/** What a handler receives, checked. */
export type CheckedRequestOf<N extends CommandName> = v.InferOutput<(typeof commands)[N]["request"]>

/** Null where a command is not in this list. Failures the user must read about come as `Outcome`, never as an exception. */
interface Replies {
  "page.context": PageContext
  "page.connect": Outcome<null>
  "page.addresses": readonly AddressPattern[]
  "look.offered": { readonly may: boolean; readonly origins: readonly string[] }
  "look.start": boolean
  draft: Outcome<Drafted>
  "draft.show": Outcome<null>
  "draft.state": DraftState
  confirm: Outcome<Started>
  "job.progress": JobProgress | null
  "account.list": readonly AccountView[]
  /** Whether Zoho said yes; it may also have said nothing. */
  "account.check": Outcome<boolean>
  "account.find": readonly DataCenterLocation[]
  "account.connect": Outcome<AccountView>
  "account.reconnect": Outcome<AccountView>
  "account.grant": Outcome<AccountView>
  "account.disconnect": Outcome<null>
  "modules.list": Outcome<readonly ModuleRef[]>
  "tags.ofModule": Outcome<ModuleTags>
  "tags.usage": Outcome<TagUsageView>
  /** The id of its job. */
  "check.start": Outcome<string>
}

export type ReplyOf<N extends CommandName> = N extends keyof Replies ? Replies[N] : null
