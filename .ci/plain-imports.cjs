/**
 * Parcel's loading of bundles, by name: in production it has a table of names and numbers in each page that loads one
 * (https://github.com/parcel-bundler/parcel/blob/v2.9.3/packages/runtimes/js/src/JSRuntime.js), which keeps a
 * page's own name the same where another's has changed. Here all that is shipped is shipped together.
 */
const { plugin, doingsOf } = require("./plasmo-plugin.cjs")

const own = doingsOf("@parcel/runtime-js")

module.exports = new plugin.Runtime({
  ...own,
  apply: (parts) => own.apply({ ...parts, options: withoutTable(parts.options) }),
})

function withoutTable(options) {
  return new Proxy(options, { get: (of, key) => (key === "mode" ? "development" : of[key]) })
}
