/**
 * Draws every state of every screen, saves a screenshot of it, light and dark, in build/gallery/, and checks it with
 * axe. `npm run gallery -- [filter] [--pseudo] [--rtl] [--zoom] [--contrast] [--width=1024] [--locale=pt_BR]`. Exits
 * with 1 if axe finds anything.
 */
import { parseArgs } from "node:util"
import { axeFindings, openStage, openBrowser, out, prepareStories, show } from "./theatre"

const flag = { type: "boolean", default: false } as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pseudo: flag,
    rtl: flag,
    zoom: flag,
    contrast: flag,
    width: { type: "string" },
    locale: { type: "string" },
  },
})
const { locale, width, ...flags } = values
const variants = Object.entries(flags).flatMap(([name, on]) => (on ? [name] : []))
const suffix = [...variants, ...[width, locale].filter((each) => each !== undefined)]

/** Stories with an expanded part, by the name of its button. Only in English, because names differ by language. */
const UNFOLDED = new Map(
  values.pseudo || locale !== undefined
    ? []
    : [
        ["bar-finished-problems", "Details"],
        ["bar-finished", "Details"],
        ["bar-details", "How this page was read"],
        ["backups-asking", "Delete"],
        ["manager-finished-many", "Modules"],
        ["manager-running-many", "Modules"],
      ],
)

const stories = (await prepareStories()).filter((each) => each.includes(positionals[0] ?? ""))
if (stories.length === 0) throw new Error(`no story has "${positionals.join(" ")}" in its name`)
const browser = await openBrowser()
let bad = 0
for (const scheme of ["light", "dark"] as const) {
  const showing = {
    scheme,
    ...flags,
    ...(locale !== undefined && { locale }),
    ...(width !== undefined && { width: Number(width) }),
  }
  const stage = await openStage(browser, showing)
  let story = ""
  const complain = (what: string): void => {
    bad += 1
    console.log(`${story} ${scheme}: ${what}`)
  }
  stage.on("pageerror", (error) => complain(error.message))
  for (story of stories) {
    await show(stage, story, showing)
    const part = UNFOLDED.get(story)
    if (part) await stage.getByRole("button", { name: part, exact: true }).first().click()
    const fullPage = ["options", "popup", "backups"].some((screen) => story.startsWith(screen))
    const path = `${out}${[story, ...suffix, scheme].join("-")}.png`
    await stage.screenshot({ caret: "initial", path, animations: "disabled", fullPage })
    for (const each of await axeFindings(stage, showing)) complain(each)
  }
  await stage.close()
}
await browser.close()
console.log(`${stories.length} stories, ${bad} findings, pictures in build/gallery/`)
process.exitCode = bad > 0 ? 1 : 0
