/**
 * Lets a build by `npm run dev` hear from Plasmo that it is to reload itself. Plasmo only widens `script-src`
 * (https://github.com/PlasmoHQ/plasmo/blob/main/packages/parcel-transformer-manifest/src/csp-patch-hmr.ts); our
 * policy would not let the extension connect to the server that tells it. Production builds pass through unchanged.
 */
const plasmo = require.resolve("plasmo/package.json")
// The very copy that Plasmo's Parcel loads.
const { Transformer } = require(require.resolve("@parcel/plugin", { paths: [plasmo] }))

module.exports = new Transformer({
  async transform({ asset, options }) {
    if (options.mode !== "development") return [asset]
    const manifest = JSON.parse(await asset.getCode())
    const policy = manifest.content_security_policy
    policy.extension_pages = policy.extension_pages.replace(
      "connect-src",
      "connect-src ws://localhost:* http://localhost:*",
    )
    asset.setCode(JSON.stringify(manifest))
    return [asset]
  },
})
