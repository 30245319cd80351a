/**
 * Plasmo's bundler, with what several pages need in bundles of their own; Plasmo has each page carry all of it
 * (https://github.com/PlasmoHQ/plasmo/blob/main/core/parcel-bundler/src/index.ts).
 */
const { plugin, doingsOf } = require("./plasmo-plugin.cjs")

const own = doingsOf("@plasmohq/parcel-bundler")

/** From two pages on; what is smaller than this costs less twice than a file of its own. */
const SHARED = { minBundles: 1, minBundleSize: 6_000, maxParallelRequests: 20 }

module.exports = new plugin.Bundler({
  ...own,
  loadConfig: (parts) => (parts.options.mode === "production" ? SHARED : own.loadConfig(parts)),
})
