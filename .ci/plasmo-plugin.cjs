/** Plugins of Parcel that Plasmo brings, so that ours can stand on them. */
// Parcel looks up what a plugin asks for itself, and knows no "node:module".
const { createRequire } = require("module")

/** Of the versions that Plasmo itself brings. */
const plasmo = createRequire(require.resolve("plasmo/package.json"))

exports.plugin = plasmo("@parcel/plugin")

/** What a plugin does, from where Parcel keeps it for plugins of any copy of it. */
exports.doingsOf = (name) => plasmo(name).default[Symbol.for("parcel-plugin-config")]
