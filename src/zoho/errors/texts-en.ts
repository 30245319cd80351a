import type { FaultKind } from "./catalogue"

/** What a person is told about a fault: three plain sentences, no code, no blame. */
export interface FaultText {
  /** What happened. */
  readonly meaning: string
  /** What was not changed, or what is not known yet. */
  readonly unchanged: string
  /** What to do, or that nothing needs doing. */
  readonly remedy: string
}

const NO_TAG = "No tag was deleted by this call."
const UNKNOWN = "Whether Zoho carried the call out is not known yet."
const NOTHING = "Nothing was changed."
const JOBS_STAY = "Nothing was changed, and waiting jobs stay as they are."

/** The catalogue's texts in English, keyed by kind. Another language is another object of this type. */
export const FAULT_TEXTS_EN: Readonly<Record<FaultKind, FaultText>> = {
  // Tags refused
  "tag-in-use": {
    meaning:
      "This tag is used by a feature of Zoho CRM, such as a workflow or a blueprint, so Zoho keeps it.",
    unchanged: "The tag was not deleted. Other tags were not affected.",
    remedy: "Remove the tag from that feature in Zoho's settings, then retry.",
  },
  "tag-not-found": {
    meaning: "Zoho does not know this tag: it was probably deleted before.",
    unchanged: "This tag was not touched. Other tags were not affected.",
    remedy: "Nothing to do. Tagsweep reads the tags again to make sure.",
  },
  "tag-not-in-module": {
    meaning: "This tag is not, or no longer, in this module.",
    unchanged: "This tag was not touched. Other tags were not affected.",
    remedy: "Nothing to do. Tagsweep reads the tags again to make sure.",
  },
  "tag-already-taken": {
    meaning: "Zoho says that this tag is taken by something else and keeps it.",
    unchanged: "The tag was not deleted. Other tags were not affected.",
    remedy: "Look in Zoho's settings for what uses the tag, then retry.",
  },
  "too-many-tags": {
    meaning: "Zoho takes fewer tags at a time here.",
    unchanged: NO_TAG,
    remedy: "Nothing to do. Tagsweep sends smaller groups.",
  },
  "too-many-modules": {
    meaning: "Zoho takes only one module at a time.",
    unchanged: NO_TAG,
    remedy: "Please report this: Tagsweep should have sent one module.",
  },

  // Modules
  "module-mismatch": {
    meaning: "The module's id and name no longer belong together.",
    unchanged: NO_TAG,
    remedy:
      "Nothing to do at first: Tagsweep reads the module again. If it stays, reload Zoho's page and start again.",
  },
  "module-unknown": {
    meaning: "Zoho does not know this module: it may have been renamed or removed.",
    unchanged: NO_TAG,
    remedy: "Check the module in Zoho's settings, reload the page and start again.",
  },
  "module-unsupported": {
    meaning: "This module has no tags in Zoho CRM.",
    unchanged: NO_TAG,
    remedy: "Choose another module.",
  },

  // Requests
  "invalid-data": {
    meaning: "Zoho did not accept the request and did not say why.",
    unchanged: NOTHING,
    remedy: "Please report this, with the downloaded report.",
  },
  "wrong-type": {
    meaning: "Zoho expected data of another kind.",
    unchanged: NOTHING,
    remedy: "Please report this, with the downloaded report.",
  },
  "field-missing": {
    meaning: "Zoho missed a part of the request.",
    unchanged: NOTHING,
    remedy: "Please report this, with the downloaded report.",
  },
  "param-missing": {
    meaning: "Zoho missed a part of the request's address.",
    unchanged: NOTHING,
    remedy: "Please report this, with the downloaded report.",
  },
  "method-refused": {
    meaning: "Zoho does not take this kind of request here.",
    unchanged: NOTHING,
    remedy: "Please report this, with the downloaded report.",
  },
  "address-unknown": {
    meaning: "Zoho does not offer this function at this address.",
    unchanged: NOTHING,
    remedy: "Check the data centre in the options. If it is right, please report this.",
  },
  "version-unsupported": {
    meaning: "Zoho offers this function only in another version of its interface.",
    unchanged: NOTHING,
    remedy: "Update Tagsweep. If it is up to date, please report this.",
  },
  "request-too-large": {
    meaning: "Zoho found the request too large.",
    unchanged: NOTHING,
    remedy: "Nothing to do. Tagsweep sends smaller groups.",
  },
  "request-refused": {
    meaning: "Zoho, or a proxy on the way, refused the request without a reason.",
    unchanged: NOTHING,
    remedy: "Try again later. If it stays, ask your network's administrator, or report this.",
  },

  // Jobs
  "job-not-found": {
    meaning: "Zoho no longer knows this delete job.",
    unchanged: "Tags are reported as deleted only if they are seen to be gone.",
    remedy: "Nothing to do. Tagsweep reads the tags again to see what became of them.",
  },

  // Creating, renaming, merging
  "name-taken": {
    meaning: "This module already has a tag of that name.",
    unchanged: NOTHING,
    remedy: "Choose another name, or use the tag that is there.",
  },
  "name-reserved": {
    meaning: "Zoho keeps this name for itself.",
    unchanged: NOTHING,
    remedy: "Choose another name.",
  },
  "name-too-long": {
    meaning: "The name is longer than Zoho allows.",
    unchanged: NOTHING,
    remedy: "Choose a shorter name.",
  },
  "colour-mismatch": {
    meaning: "This module has a tag of that name in another colour.",
    unchanged: NOTHING,
    remedy: "Use the colour of the tag that is there, or another name.",
  },
  "limit-reached": {
    meaning: "The limit of your Zoho plan is reached here.",
    unchanged: NOTHING,
    remedy: "Delete what is not needed, or ask your administrator about the plan.",
  },

  // Records
  "record-not-found": {
    meaning: "Zoho does not know this record: it may have been deleted.",
    unchanged: "This record was not changed. Other records were not affected.",
    remedy: "Nothing to do.",
  },
  "too-many-records": {
    meaning: "Zoho takes fewer records at a time here.",
    unchanged: NOTHING,
    remedy: "Nothing to do. Tagsweep sends smaller groups.",
  },
  "query-refused": {
    meaning: "Zoho did not accept the search for records.",
    unchanged: "Nothing was changed; the records were not found.",
    remedy: "Please report this, with the downloaded report.",
  },

  // Rights
  "no-permission": {
    meaning: "Your Zoho user may not do this.",
    unchanged: NOTHING,
    remedy: "Ask your Zoho administrator for the right to manage tags in this module, then resume.",
  },
  "scope-missing": {
    meaning: "Tagsweep was not given this permission when you connected it.",
    unchanged: JOBS_STAY,
    remedy: "Connect to Zoho again and accept the permissions shown.",
  },
  "token-invalid": {
    meaning: "Zoho no longer accepts the sign-in.",
    unchanged: JOBS_STAY,
    remedy:
      "Nothing to do at first: Tagsweep renews it. If you are asked, sign in again and the job goes on.",
  },

  // Load, network, unreadable answers
  throttled: {
    meaning: "Zoho asks for a pause: too many calls at once, or the day's calls are used up.",
    unchanged: NOTHING,
    remedy: "Nothing to do. Tagsweep slows down and goes on later by itself.",
  },
  "server-error": {
    meaning: "Zoho had a problem of its own.",
    unchanged: UNKNOWN,
    remedy: "Nothing to do at first: Tagsweep tries again. If it lasts, look at status.zoho.com.",
  },
  unreachable: {
    meaning: "Zoho could not be reached.",
    unchanged: UNKNOWN,
    remedy: "Check your internet connection. Tagsweep goes on by itself.",
  },
  "timed-out": {
    meaning: "Zoho did not answer in time.",
    unchanged: UNKNOWN,
    remedy: "Nothing to do. Tagsweep checks what happened and tries again.",
  },
  redirected: {
    meaning: "Something on the way to Zoho sent the request elsewhere, such as a network's sign-in page.",
    unchanged: UNKNOWN,
    remedy: "Open a web page to see whether your network asks you to sign in, then resume.",
  },
  "not-modified": {
    meaning: "Zoho answered that there is nothing new, without the list that was asked for.",
    unchanged: UNKNOWN,
    remedy: "Nothing to do. Tagsweep reads the tags again.",
  },
  "not-json": {
    meaning: "Instead of an answer, a web page came back, such as a maintenance notice.",
    unchanged: UNKNOWN,
    remedy: "Nothing to do at first: Tagsweep tries again. If it lasts, look at status.zoho.com.",
  },
  "empty-answer": {
    meaning: "Zoho's answer was empty.",
    unchanged: UNKNOWN,
    remedy: "Nothing to do. Tagsweep reads the tags again to see what happened.",
  },
  truncated: {
    meaning: "Zoho's answer broke off.",
    unchanged: UNKNOWN,
    remedy: "Nothing to do. Tagsweep reads the tags again to see what happened.",
  },
  "too-large": {
    meaning: "The answer was far larger than any answer of Zoho's should be.",
    unchanged: UNKNOWN,
    remedy: "Check whether a proxy alters your connection. If not, please report this.",
  },
  "wrong-shape": {
    meaning: "Zoho's answer had a form that Tagsweep does not know.",
    unchanged: UNKNOWN,
    remedy: "Nothing to do at first: Tagsweep reads the tags again. If it stays, please report this.",
  },
  "incomplete-list": {
    meaning: "Zoho's list is shorter than the number of entries it names.",
    unchanged: "Nothing is taken as deleted from this list.",
    remedy: "Nothing to do at first: Tagsweep reads the list again. If it stays, please report this.",
  },
  "unknown-code": {
    meaning: "Zoho answered with a code that Tagsweep does not know.",
    unchanged: UNKNOWN,
    remedy: "Look at Zoho's own words in the details, then resume. Please report the code.",
  },

  // Sign-in
  "invalid-code": {
    meaning: "The code from Zoho is used up, too old, or from another data centre.",
    unchanged: JOBS_STAY,
    remedy: "Make a new code and paste it within a few minutes, or connect again.",
  },
  "refresh-token-invalid": {
    meaning: "Zoho has ended this connection.",
    unchanged: JOBS_STAY,
    remedy: "Connect to Zoho again. Waiting jobs then go on.",
  },
  "invalid-client": {
    meaning: "Zoho does not know this client id in this data centre.",
    unchanged: JOBS_STAY,
    remedy:
      "Compare the client id with the one in Zoho's API console, and check the data centre and the kind of client.",
  },
  "invalid-client-secret": {
    meaning: "The client secret does not belong to this client id.",
    unchanged: JOBS_STAY,
    remedy: "Copy the client secret from Zoho's API console again. Each data centre can have its own.",
  },
  "invalid-redirect": {
    meaning: "The redirect address is not registered for this client.",
    unchanged: JOBS_STAY,
    remedy: "Copy the redirect address from Tagsweep's options into the client in Zoho's API console.",
  },
  "invalid-scope": {
    meaning: "Zoho does not know one of the permissions that were asked for.",
    unchanged: JOBS_STAY,
    remedy: "Please report this. Check that the org uses Zoho CRM in this data centre.",
  },
  "sign-in-refused": {
    meaning: "Zoho did not accept the way of signing in.",
    unchanged: JOBS_STAY,
    remedy: "Check that the kind of client in the options is the kind registered in Zoho's API console.",
  },
  "access-denied": {
    meaning: "Access was not allowed on Zoho's page.",
    unchanged: JOBS_STAY,
    remedy: "Connect again and choose to accept, if you want Tagsweep to work with this org.",
  },
  "sign-in-cancelled": {
    meaning: "The sign-in window was closed before it was finished.",
    unchanged: JOBS_STAY,
    remedy:
      "Connect again when you are ready. If Zoho showed an error there, compare the client id and the redirect address with the ones in Zoho's API console.",
  },
  "sign-in-needed": {
    meaning: "Zoho wants you to sign in yourself this time.",
    unchanged: JOBS_STAY,
    remedy: "Sign in again. Waiting jobs then go on.",
  },
  "other-org": {
    meaning: "The sign-in belongs to another org than the one asked for.",
    unchanged: JOBS_STAY,
    remedy: "Sign in to Zoho with a user of the right org, then try again.",
  },
  "state-mismatch": {
    meaning: "The sign-in answer does not belong to the sign-in that was started.",
    unchanged: JOBS_STAY,
    remedy: "Connect again. If it happens more than once, please report this.",
  },
  "foreign-server": {
    meaning: "The sign-in answer names a server that is not one of Zoho's known ones.",
    unchanged: "Nothing was changed, and nothing was sent to that server.",
    remedy: "Connect again from a network you trust. If it stays, please report this.",
  },
  "too-many-token-requests": {
    meaning: "Zoho was asked for a sign-in too often in a short time.",
    unchanged: JOBS_STAY,
    remedy: "Wait ten minutes. Tagsweep then goes on by itself.",
  },
}
