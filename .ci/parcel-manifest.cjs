/**
 * A packager and a namer for Parcel. It also records which files are bundled. The manifest is Plasmo's, except:
 * - content scripts: we register ours at run time (`src/background/content-scripts.ts`) by unhashed file names, so they
 *   are removed here. Plasmo bundles files in `src/contents` only if the manifest declares them.
 * - `npm run dev`: the extension may connect to the reload server. Plasmo only widens `script-src`
 *   (https://github.com/PlasmoHQ/plasmo/blob/main/packages/parcel-transformer-manifest/src/csp-patch-hmr.ts).
 */
const { writeFileSync } = require("fs")
const plasmo = require.resolve("plasmo/package.json")
// The same copies that Plasmo's Parcel loads.
const load = (name) => require(require.resolve(name, { paths: [plasmo] }))
const { Packager } = load("@parcel/plugin")
const { default: plasmosPackager } = load("@plasmohq/parcel-packager")
// https://github.com/parcel-bundler/parcel/blob/v2.9.3/packages/core/plugin/src/PluginAPI.js
const { package: writeManifest } = plasmosPackager[Symbol.for("parcel-plugin-config")]

module.exports = new Packager({
  async package(input) {
    const files = new Set()
    for (const bundle of input.bundleGraph.getBundles())
      bundle.traverseAssets(({ filePath }) => void files.add(filePath))
    writeFileSync(`${input.options.projectRoot}/.plasmo/bundled.json`, JSON.stringify([...files].sort()))
    const { contents } = await writeManifest(input)
    const { content_scripts: _, ...manifest } = JSON.parse(contents)
    const policy = manifest.content_security_policy
    if (input.options.mode === "development")
      policy.extension_pages = policy.extension_pages.replace(
        "connect-src",
        "connect-src ws://localhost:* http://localhost:*",
      )
    return { contents: JSON.stringify(manifest) }
  },
  name({ bundle }) {
    const path = bundle.getMainEntry()?.filePath ?? ""
    const [, script] = /[\\/]src[\\/]contents[\\/]([\w-]+)\.ts$/.exec(path) ?? []
    return script === undefined ? null : `${script}.js`
  },
})
