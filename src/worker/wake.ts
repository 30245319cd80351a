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

/** The runner, arranging the alarm for whatever is brought to it, before anything of it is written down. */
export function withAlarm(runner: Runner): Runner {
  const arranging = <T>(done: Promise<T>): Promise<T> => {
    void arrangeAlarm(runner)
    return done
  }
  return {
    ...runner,
    add: (record) => arranging(runner.add(record)),
    tell: (jobId, event) => arranging(runner.tell(jobId, event)),
    resumeWaiting: (accountId) => arranging(runner.resumeWaiting(accountId)),
  }
}

/** Sets the alarm if a job will need it, clears it if none does. Alarms do not survive an update, so ask at every start. */
export async function arrangeAlarm(runner: Runner): Promise<void> {
  const set = await browser.alarms.get(ALARM)
  // Asked last: between question and answer another call of this may have changed what is needed.
  const needed = runner.nextWake() !== null
  if (needed && !set) await browser.alarms.create(ALARM, { periodInMinutes: EVERY_MINUTES })
  if (!needed && set) await browser.alarms.clear(ALARM)
}
