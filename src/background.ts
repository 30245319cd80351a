import browser from "webextension-polyfill"

import { lockStorage } from "./worker/storage-access"
import { listenToAlarm } from "./worker/wake"
import { createWorker } from "./worker/worker"

const worker = createWorker()

browser.runtime.onMessage.addListener(worker.receive)
listenToAlarm(() => void worker.wake())
browser.runtime.onStartup.addListener(() => void worker.wake())
browser.runtime.onInstalled.addListener(({ reason }) => {
  void worker.wake()
  if (reason === "install") void browser.runtime.openOptionsPage()
})
void lockStorage()
