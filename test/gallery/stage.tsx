/** Runs in the browser: draws the story that the address names. */
import messages from "../../assets/_locales/en/messages.json"
import { installI18n } from "./fake-i18n"
import { managerStories } from "./manager-stories"
import { pageCss, pageStories } from "./page-stories"
import { screenStories } from "./screen-stories"

const params = new URLSearchParams(location.search)
// A pseudo-locale: shows text that is not from the messages, and what breaks when words are longer.
const longer = (text: string): string => `[${text.replaceAll(/(?<!\$\w*)[aeou](?!\w*\$)/g, "$&$&")}]`
installI18n(messages, params.has("pseudo") ? longer : undefined)
document.documentElement.dir = params.get("dir") ?? "ltr"
document.documentElement.lang = "en"

export const stories: Readonly<Record<string, () => void>> = {
  ...pageStories,
  ...screenStories,
  ...managerStories,
}

const style = document.createElement("style")
style.textContent = pageCss
document.head.append(style)

const story = stories[params.get("story") ?? ""]
if (!story) throw new Error(`No such story; there are: ${Object.keys(stories).join(" ")}`)
document.title = params.get("story") ?? ""
story()
