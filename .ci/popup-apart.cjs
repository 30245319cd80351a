/**
 * Sets the popup's modules apart from those of the other pages, and what it loads later (`src/popup/later.ts`) back
 * among theirs. A module that bundles share costs each of them a wrapper, and holds whatever any page uses of it
 * (https://parceljs.org/features/scope-hoisting/); so the popup, which is to open at once, has modules of
 * its own, and the rest is mostly there already, shared by the pages.
 */
const { plugin } = require("./plasmo-plugin.cjs")

/** Every browser that we support has it anyway: to Parcel, modules are the same only where their environments are. */
const MARK = "chrome >= 120"

module.exports = new plugin.Transformer({
  transform({ asset }) {
    const { context, outputFormat, sourceType, includeNodeModules, isLibrary } = asset.env
    const { shouldOptimize, shouldScopeHoist, sourceMap, engines } = asset.env
    const others = [engines.browsers ?? []].flat().filter((each) => each !== MARK)
    const isLater = /[\\/]later\.[jt]s$/.test(asset.filePath)
    asset.setEnvironment({
      ...{ context, outputFormat, sourceType, includeNodeModules, isLibrary },
      ...{ shouldOptimize, shouldScopeHoist, sourceMap },
      engines: { ...engines, browsers: isLater ? others : [...others, MARK] },
    })
    return [asset]
  },
})
