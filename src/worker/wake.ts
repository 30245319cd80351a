/**
 * Keeps the worker coming back while a job needs it. Short waits are timers; the alarm is the floor under them,
 * because a worker is ended after half a minute of idling and timers die with it
 * (https://developer.chrome.com/docs/extensions/reference/api/alarms).
 */
import browser from "webextension-polyfill"

import type { Runner } from "../deletion/runner"

const ALARM = "tagsweep-jobs"
/** One minute: half a minute is the platform's minimum, and ticks at the minimum have been dropped. */
const EVERY_MINUTES = 1

/** Must be called at the top level of the worker: an alarm finds only listeners added before the first await. */
export function listenToAlarm(onAlarm: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === ALARM) onAlarm()
  })
}

/** Sets the alarm if a job will need it, clears it if none does. Alarms do not survive an update, so ask at every start. */
export async function arrangeAlarm(runner: Runner): Promise<void> {
  const needed = runner.nextWake() !== null
  const set = await browser.alarms.get(ALARM)
  if (needed && !set) await browser.alarms.create(ALARM, { periodInMinutes: EVERY_MINUTES })
  if (!needed && set) await browser.alarms.clear(ALARM)
}
