/** The element that carries everything of ours on Zoho's page. Never registered; it is a plain element. */
export const HOST_NAME = "tagsweep-root"
/** Holds the names of `name-probe.ts`. */
export const PROBE_NAME = "tagsweep-probe"
