import { JOBS_STAY, NOTHING, NO_TAG } from "./text"
import type { SomeTexts } from "./text"

/** Tags refused, modules, jobs and rights. */
export const DELETION_TEXTS = {
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

  // Jobs
  "job-not-found": {
    meaning: "Zoho no longer knows this delete job.",
    unchanged: "Tags are reported as deleted only if they are seen to be gone.",
    remedy: "Nothing to do. Tagsweep reads the tags again to see what became of them.",
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
} as const satisfies SomeTexts
