/** The extension's icons as they are shipped: Plasmo draws them in all colours, and they are made of three. */
import { readFileSync, readdirSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"

/** As much as is used here of what draws Plasmo's icons: https://sharp.pixelplumbing.com/api-output/#png */
type Sharp = (png: Buffer) => { png(options: object): { toBuffer(): Promise<Buffer> } }

/** Of the version that Plasmo brings. */
const plasmo = createRequire(createRequire(import.meta.url).resolve("plasmo/package.json"))

/** Shades enough for the smoothed edges between the three. */
const PALETTE = { palette: true, colours: 64, dither: 0, effort: 10, compressionLevel: 9 }

/** Rewrites the icons in a built extension. */
export async function slimIcons(folder: string): Promise<void> {
  const sharp = plasmo("sharp") as Sharp
  for (const icon of readdirSync(folder).filter((file) => file.endsWith(".png"))) {
    const path = join(folder, icon)
    writeFileSync(path, await sharp(readFileSync(path)).png(PALETTE).toBuffer())
  }
}
