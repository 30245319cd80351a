import { NOTHING } from "./text"
import type { SomeTexts } from "./text"

/** Requests Zoho does not take; names and records. */
export const REQUEST_TEXTS = {
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
} as const satisfies SomeTexts
