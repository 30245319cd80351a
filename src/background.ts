import browser from "webextension-polyfill"

import { watchPermissions } from "./accounts/reach"
import { watchTokens } from "./accounts/vault"
import { watchPolicy } from "./store/policy"
import { runInOpenTabs } from "./worker/content-scripts"
import { listenToLookMenu } from "./worker/look-menu"
import { listenToNotifications } from "./worker/notify"
import { lockStorage } from "./worker/storage-access"
import { listenToAlarm } from "./worker/wake"
import { createWorker } from "./worker/worker"

const worker = createWorker()

browser.runtime.onMessage.addListener(worker.receive)
listenToLookMenu(() => worker.mayNotLook())
browser.permissions.onAdded.addListener(() => void worker.permitted())
browser.permissions.onRemoved.addListener(() => void worker.forbidden())
listenToNotifications()
browser.commands.onCommand.addListener((command) => {
  if (command === "open-manager") void browser.tabs.create({ url: browser.runtime.getURL("tabs/tags.html") })
})
listenToAlarm(() => void worker.wake())
browser.runtime.onStartup.addListener(() => {
  void worker.started()
  void worker.arrangeLooking()
})
browser.runtime.onInstalled.addListener(({ reason }) => {
  void worker.wake()
  // An update takes our scripts back: pages that are open, or were loaded meanwhile, get them again.
  void worker.arrangeLooking().then(runInOpenTabs)
  if (reason === "install") void browser.runtime.openOptionsPage()
})
watchPolicy(() => void worker.arrangeLooking())
watchTokens()
watchPermissions()
void lockStorage()
