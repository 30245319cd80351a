/**
 * The one contract between the extension's contexts: for every command its request schema, its reply
 * type and who may call it. `send` and the background's handler table are both typed from here.
 */
import * as v from "valibot"

import type { ModuleRef } from "../deletion/job"
import type { DeletionDraft } from "./views"
import type { AccountView, JobProgress, ModuleTags, Outcome, PageContext } from "./views"

const id = v.pipe(v.string(), v.regex(/^\d{1,20}$/))
const localId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))
const name = v.pipe(v.string(), v.maxLength(400))
const apiName = v.pipe(v.string(), v.regex(/^\w{1,100}$/))
/** More tags than any module can hold by Zoho's published limits, so that a request stays bounded. */
const MOST_TAGS = 25_000

const pickedTags = v.pipe(v.array(v.strictObject({ id, name })), v.minLength(1), v.maxLength(MOST_TAGS))

/** Who may call a command: our own pages only, or also our content script in a frame of an allowed Zoho host. */
export type CallerClass = "extension" | "page"

interface CommandSpec {
  readonly callers: readonly CallerClass[]
  readonly request: v.GenericSchema
}

const everyone = ["extension", "page"] as const
const own = ["extension"] as const

/** Request schemas and callers. A command that is missing here does not exist. */
export const commands = {
  /** A watcher stands in front of the tag page: put the tag-page script into its frame. */
  "page.activate": { callers: ["page"], request: v.strictObject({}) },
  /** Everything the bar needs to know about the page in front of the user. */
  "page.context": {
    callers: ["page"],
    request: v.strictObject({
      orgId: v.nullable(id),
      /** Zoho's internal module name from the address, e.g. `Potentials`; null when it has none. */
      module: v.nullable(apiName),
    }),
  },
  /** Re-reads the tags and freezes what would be deleted. Changes nothing at Zoho. */
  "deletion.draft": {
    callers: everyone,
    request: v.strictObject({ accountId: localId, module: apiName, tags: pickedTags }),
  },
  /** Deletes exactly what that draft holds: once, within its time, from the tab that asked for it. */
  "deletion.confirm": {
    callers: everyone,
    request: v.strictObject({ draftId: localId, typed: v.nullable(v.pipe(v.string(), v.maxLength(12))) }),
  },
  "deletion.discard": { callers: everyone, request: v.strictObject({ draftId: localId }) },
  /** How a job stands. The page asks for the jobs it started or that run in its module. */
  "job.progress": { callers: everyone, request: v.strictObject({ jobId: localId }) },
  "job.pause": { callers: own, request: v.strictObject({ jobId: localId }) },
  "job.resume": { callers: own, request: v.strictObject({ jobId: localId }) },
  "job.cancel": { callers: everyone, request: v.strictObject({ jobId: localId }) },
  "job.retry": { callers: own, request: v.strictObject({ jobId: localId }) },
  "job.forget": { callers: own, request: v.strictObject({ jobId: localId }) },
  /** Opens one of our own pages in a tab. */
  open: {
    callers: everyone,
    request: v.strictObject({
      screen: v.picklist(["options", "manager", "popup"]),
      /** Account and module to open the manager at. */
      account: v.optional(localId),
      module: v.optional(apiName),
    }),
  },
  "account.list": { callers: own, request: v.strictObject({}) },
  "account.connect": {
    callers: own,
    request: v.strictObject({
      kind: v.picklist(["client-based", "server-based", "self-client"]),
      clientId: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
      clientSecret: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200))),
      grantCode: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(400))),
      location: v.pipe(v.string(), v.maxLength(4)),
      environment: v.optional(v.picklist(["production", "sandbox", "developer"])),
    }),
  },
  /** Signs in again to an account that is already known; resumes the jobs that wait for it. */
  "account.reconnect": { callers: own, request: v.strictObject({ accountId: localId }) },
  "account.disconnect": { callers: own, request: v.strictObject({ accountId: localId }) },
  /** The modules that can carry tags, as far as can be told without asking each. */
  "modules.list": { callers: own, request: v.strictObject({ accountId: localId }) },
  /** One module's tags, with all that Zoho tells of them. */
  "tags.ofModule": { callers: own, request: v.strictObject({ accountId: localId, module: apiName }) },
} as const satisfies Record<string, CommandSpec>

export type CommandName = keyof typeof commands

/** What a caller hands in. */
export type RequestOf<N extends CommandName> = v.InferInput<(typeof commands)[N]["request"]>

/** What a handler receives, checked. */
export type CheckedRequestOf<N extends CommandName> = v.InferOutput<(typeof commands)[N]["request"]>

/** What comes back, by command. Failures a person must read about come as `Outcome`, never as an exception. */
export interface Replies {
  "page.activate": null
  "page.context": PageContext
  "deletion.draft": Outcome<DeletionDraft>
  "deletion.confirm": Outcome<{ readonly jobId: string }>
  "deletion.discard": null
  "job.progress": JobProgress | null
  "job.pause": null
  "job.resume": null
  "job.cancel": null
  "job.retry": null
  "job.forget": null
  open: null
  "account.list": readonly AccountView[]
  "account.connect": Outcome<AccountView>
  "account.reconnect": Outcome<AccountView>
  "account.disconnect": Outcome<null>
  "modules.list": Outcome<readonly ModuleRef[]>
  "tags.ofModule": Outcome<ModuleTags>
}

export type ReplyOf<N extends CommandName> = Replies[N]
