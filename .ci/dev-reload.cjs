/**
 * Plasmo's reading of the manifest, with two things mended. It looks for the pages below `tabs` at the same time and
 * takes them as they are found (https://github.com/PlasmoHQ/plasmo/tree/main/packages/parcel-transformer-manifest); in
 * that order the modules stand in the bundles that pages share, and the same sources are to give the same bytes. And
 * it leaves our policy, which shuts out Plasmo's own live reload, as it is in builds for development.
 */
const { plugin, doingsOf } = require("./plasmo-plugin.cjs")

const own = doingsOf("@plasmohq/parcel-transformer-manifest")

module.exports = new plugin.Transformer({
  ...own,
  async transform(parts) {
    const { asset, options } = parts
    const manifest = JSON.parse(await asset.getCode())
    // Found at the same time as well.
    manifest.content_scripts?.sort((one, other) => (one.js.join() < other.js.join() ? -1 : 1))
    if (options.mode === "development") letReload(manifest.content_security_policy)
    asset.setCode(JSON.stringify(manifest))
    Object.defineProperty(asset, "fs", { value: inOrder(asset.fs) })
    return own.transform(parts)
  },
})

/** Lets the background of a build for development hear, from Plasmo on this machine, that it is to reload. */
function letReload(policy) {
  const from = "ws://localhost:* http://localhost:*"
  policy.extension_pages = policy.extension_pages.replace("connect-src", `connect-src ${from}`)
}

/** The file system, with answers that come in the order of the questions. */
function inOrder(fs) {
  return Object.create(fs, {
    exists: { value: async (path) => fs.existsSync(path) },
    readdir: { value: async (path) => fs.readdirSync(path).sort() },
  })
}
