/** Runs in the browser: draws the story named in the URL. */
import "./language"
import { backupStories } from "./backup-stories"
import { confirmStories } from "./confirm-stories"
import { managerStories } from "./manager-stories"
import { pageCss, pageStories } from "./page-stories"
import { screenStories } from "./screen-stories"
import { storageStories } from "./storage-stories"

const params = new URLSearchParams(location.search)

export const stories: Readonly<Record<string, () => void>> = {
  ...pageStories,
  ...screenStories,
  ...managerStories,
  ...backupStories,
  ...storageStories,
  ...confirmStories,
}

const style = document.createElement("style")
style.textContent = pageCss
document.head.append(style)

const story = stories[params.get("story") ?? ""]
if (!story) throw new Error(`No such story; there are: ${Object.keys(stories).join(" ")}`)
document.title = params.get("story") ?? ""
story()
