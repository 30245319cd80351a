/**
 * The contract between the extension's contexts: each command's request schema, reply type and callers. It types both
 * `send` and the background's handlers. Only our own pages may change anything at Zoho. Zoho's page, or a script that
 * drives our interface there, can only select tags, open a confirmation, and stop or hurry running jobs.
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
/** The fields of `AddressPattern`, from a page: only characters that occur in Zoho's paths and parameters. */
const path = v.pipe(v.string(), v.regex(/^[\w.~%*/:@!$&'()+,;=-]{1,200}$/))
const moduleParam = v.nullable(v.pipe(v.string(), v.regex(/^[\w.-]{1,40}$/)))
const addressPattern = v.pipe(v.strictObject({ path, moduleParam }), v.check(isNarrow))
/** Bounds a request: more tags than a module can have by Zoho's published limits. */
const MAX_TAGS = 25_000

/** More modules than an org can have. https://www.zoho.com/crm/developer/docs/api/v8/modules-api.html */
const MAX_MODULES = 600

const selectedTags = v.pipe(v.array(v.strictObject({ id, name })), v.minLength(1), v.maxLength(MAX_TAGS))

/** Indexes of tags in a backup. */
const tagIndexes = v.pipe(v.array(natural), v.minLength(1), v.maxLength(MAX_TAGS))

/** Tags of one module, with the names that the user saw. */
const draftPart = v.strictObject({ module: apiName, tags: selectedTags })

/** What to draft. The background re-reads the tags at Zoho and freezes the draft; nothing changes there. */
const draftRequest = v.variant("kind", [
  v.strictObject({
    ...{ kind: v.literal("deletion"), accountId: localId },
    parts: v.pipe(
      v.array(draftPart),
      v.minLength(1),
      v.maxLength(MAX_MODULES),
      v.check((parts) => parts.reduce((sum, { tags }) => sum + tags.length, 0) <= MAX_TAGS),
    ),
  }),
  v.strictObject({
    ...{ kind: v.literal("restore"), backupId: localId },
    /** Indexes of the chosen tags in the backup; null: all. */
    tags: v.nullable(tagIndexes),
  }),
  v.strictObject({
    ...{ kind: v.literal("merge"), accountId: localId, module: apiName },
    keep: v.strictObject({ id, name }),
    absorb: selectedTags,
  }),
  /** What finished jobs left undone: deletions of one org, or one job of another kind. */
  v.strictObject({
    kind: v.literal("again"),
    jobIds: v.pipe(v.array(localId), v.minLength(1), v.maxLength(MAX_MODULES)),
  }),
])

/** What Zoho's page may draft: deleting tags of the current module, or undoing a job there. */
const draftRequestOfPage = v.variant("kind", [
  v.strictObject({
    ...{ kind: v.literal("deletion"), accountId: localId },
    parts: v.strictTuple([draftPart]),
  }),
  v.strictObject({ kind: v.literal("restore"), backupId: localId, tags: v.null() }),
])

/** A caller: our own pages, or our content script in a frame of an allowed Zoho host. */
export type CallerClass = "extension" | "page"

export interface CommandSpec<S extends v.GenericSchema = v.GenericSchema> {
  readonly callers: readonly CallerClass[]
  readonly request: S
  /** What Zoho's page may request, if that is less. */
  readonly requestOfPage?: v.GenericSchema
}

type ToSpec = <E extends v.ObjectEntries>(entries: E) => CommandSpec<v.StrictObjectSchema<E, undefined>>
const ownPages: ToSpec = (entries) => ({ callers: ["extension"], request: v.strictObject(entries) })
const zohoPage: ToSpec = (entries) => ({ callers: ["page"], request: v.strictObject(entries) })
const everyone: ToSpec = (entries) => ({ callers: ["extension", "page"], request: v.strictObject(entries) })

/** Request schemas and callers of all commands. */
export const commands = {
  /** A watcher found the tag page: injects the tag-page script into its frame. */
  "page.activate": zohoPage({}),
  /** Everything the bar needs to know about the current page. */
  "page.context": zohoPage({
    orgId: v.nullable(id),
    /** Zoho's internal module name from the address, such as `Potentials`; null if it has none. */
    module: v.nullable(apiName),
  }),
  /**
   * Connects the page's org, or signs in to it again, in Zoho's own window. The result stays in the background. If that
   * takes more than a window, opens our options page. Does nothing for an org that is signed in.
   */
  "page.connect": zohoPage({}),
  /** Other addresses than Zoho's known one at which the page's org has its tag page. Called by the watcher. */
  "page.addresses": zohoPage({}),
  /** Remembers an address at which the user had tags found, to check it automatically from now on. */
  "page.remember": { callers: ["page"], request: addressPattern },
  "page.forget": { callers: ["page"], request: addressPattern },
  /** Whether a tab shows a CRM page that can be searched for tags, and which host permissions are missing. */
  "look.offered": ownPages({ tabId: natural }),
  /** Searches the tab's page for tags, whatever its address. False if it is not a CRM page. */
  "look.start": ownPages({ tabId: natural }),
  /** Re-reads the tags and freezes the planned changes. For Zoho's page, also opens the confirmation window. */
  draft: { callers: ["extension", "page"], request: draftRequest, requestOfPage: draftRequestOfPage },
  /** Opens the confirmation window, or brings it to the front. */
  "draft.show": everyone({ draftId: localId }),
  /** Whether the confirmation is still open. */
  "draft.state": everyone({ draftId: localId }),
  "draft.cancel": ownPages({ draftId: localId }),
  /** Does exactly what the draft contains, or the `only` part of it: once, and before it expires. */
  confirm: ownPages({
    draftId: localId,
    /** As typed, in the digits of any script. */
    typed: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(40))), null),
    /** Whether the backup includes which records carry the tags. */
    records: v.optional(v.boolean(), false),
    /** Indexes of the chosen tags in the backup to restore, or in the draft of a merge; null: all. */
    only: v.optional(v.nullable(tagIndexes), null),
  }),
  /** A job's progress. Zoho's page requests the jobs that it started or that run in its module. */
  "job.progress": everyone({ jobId: localId }),
  "job.pause": everyone({ jobId: localId }),
  /** Continues with the backup as it is, without the records that could not be read. */
  "job.skipRecords": ownPages({ jobId: localId }),
  "job.resume": ownPages({ jobId: localId }),
  /** Ends every wait, and every pause that the user did not request. */
  "job.tryNow": everyone({ jobId: localId }),
  "job.cancel": everyone({ jobId: localId }),
  "job.forget": ownPages({ jobId: localId }),
  /** Opens one of our own pages in a tab. */
  open: everyone({
    screen: v.picklist(["options", "manager", "backups"]),
    /** Account and module for the manager to open. */
    account: v.optional(localId),
    module: v.optional(apiName),
    /** A tab that shows the CRM: the manager opens its org and module, if known. */
    from: v.optional(natural),
  }),
  "account.list": ownPages({}),
  /** Asks Zoho whether it accepts a client, before anyone signs in. */
  "account.check": ownPages(zohoClient),
  /** Other data centers in which Zoho knows a client. Host permissions granted for this are removed afterwards. */
  "account.find": ownPages(zohoClient),
  /** Connects an org by the provided client as soon as host permission is granted: the popup may be closed by then. */
  "account.intend": ownPages(place),
  "account.connect": ownPages({
    ...{ ...zohoClient, clientSecret, keepSecret: v.optional(v.boolean()), grantCode },
    /** For a self client without a code. */
    orgId: v.optional(id),
  }),
  /** Signs in again to a known account, and resumes the jobs that wait for it. */
  "account.reconnect": ownPages({ accountId: localId, grantCode, clientSecret }),
  /**
   * Requests the scopes of a feature when it is first used. Does nothing if they are granted; otherwise opens Zoho's
   * window with all granted scopes and the missing ones. Resumes the jobs that wait for the account.
   */
  "account.grant": ownPages({
    accountId: localId,
    features: v.pipe(v.array(v.picklist(FEATURES)), v.minLength(1), v.maxLength(FEATURES.length)),
    grantCode,
  }),
  "account.disconnect": ownPages({ accountId: localId }),
  /** The modules expected to have tags, determined without a call for each. */
  "modules.list": ownPages({ accountId: localId }),
  /** A module's tags, with everything Zoho reports about them. */
  "tags.ofModule": ownPages({ accountId: localId, module: apiName }),
  /** How many records carry a tag and what uses it. Makes one call to Zoho. */
  "tags.usage": ownPages({ accountId: localId, module: apiName, tagId: id }),
  /** Runs the self-test on an org, with two temporary tags in a module, or returns the account's unfinished one. */
  "check.start": ownPages({ accountId: localId, module: apiName }),
} satisfies Record<string, CommandSpec>

export type CommandName = keyof typeof commands

/** What a caller sends. */
export type RequestOf<N extends CommandName> = v.InferInput<(typeof commands)[N]["request"]>

/** What a handler receives, after validation. */
export type CheckedRequestOf<N extends CommandName> = v.InferOutput<(typeof commands)[N]["request"]>

/** Replies; null for other commands. Failures that the user must read are returned as `Outcome`, never thrown. */
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
  /** Whether Zoho accepts the client; false if it did not say. */
  "account.check": Outcome<boolean>
  "account.find": readonly DataCenterLocation[]
  "account.connect": Outcome<AccountView>
  "account.reconnect": Outcome<AccountView>
  "account.grant": Outcome<AccountView>
  "account.disconnect": Outcome<null>
  "modules.list": Outcome<readonly ModuleRef[]>
  "tags.ofModule": Outcome<ModuleTags>
  "tags.usage": Outcome<TagUsageView>
  /** The job's id. */
  "check.start": Outcome<string>
}

export type ReplyOf<N extends CommandName> = N extends keyof Replies ? Replies[N] : null
