import { NOTHING, UNKNOWN } from "./text"
import type { SomeTexts } from "./text"

/** Load, network, and answers that are none. */
export const ANSWER_TEXTS = {
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
} as const satisfies SomeTexts
