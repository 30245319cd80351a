/** Entry of the service worker: registers all listeners synchronously, as browsers require. They call `background/`. */
import browser from "webextension-polyfill"

import { listenToAlarm } from "./background/alarm"
import { runInOpenTabs } from "./background/content-scripts"
import { listenToFindTagsMenu } from "./background/find-tags"
import { listenToNotifications } from "./background/notifications"
import { Background, lockStorage } from "./background/start"
import { watchPolicy } from "./storage/managed-policy"

const worker = new Background()

browser.runtime.onMessage.addListener(worker.receive)
listenToFindTagsMenu()
browser.permissions.onAdded.addListener(() => void worker.permitted())
browser.permissions.onRemoved.addListener(() => void worker.forbidden())
listenToNotifications((jobId) => worker.undo(jobId))
browser.commands.onCommand.addListener((command) => {
  if (command === "open-manager") void browser.tabs.create({ url: browser.runtime.getURL("tabs/tags.html") })
})
listenToAlarm(() => void worker.wake())
browser.runtime.onStartup.addListener(() => {
  void worker.started()
  void worker.arrangeFindTags()
})
browser.runtime.onInstalled.addListener(({ reason }) => {
  void worker.wake()
  // An update disconnects our scripts: run them again in open tabs, including pages loaded meanwhile.
  void worker.arrangeFindTags().then(runInOpenTabs)
  if (reason === "install") void browser.runtime.openOptionsPage()
})
watchPolicy(() => void worker.arrangeFindTags())
void lockStorage()
