/**
 * The alarm that wakes the worker while a job needs it. An idle worker ends after 30 seconds, and its timers with it:
 * https://developer.chrome.com/docs/extensions/reference/api/alarms
 */
import browser from "webextension-polyfill"

import type { Runner } from "../jobs/runner"
import { coalesce } from "../lib/async"

const ALARM = "tagsweep-jobs"
/** The platform's minimum is half a minute, but browsers have dropped alarms at the minimum. */
const EVERY_MINUTES = 1

/** Call this at the top level of the worker: alarms only reach listeners added before the first `await`. */
export function listenToAlarm(onAlarm: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === ALARM) onAlarm()
  })
}

/** Wraps a runner to set the alarm as soon as it receives work, before any of it is stored. */
export function withAlarm(runner: Runner): Runner {
  const arrange = coalesce(() => arrangeAlarm(runner))
  const arranging = <T>(result: Promise<T>): Promise<T> => {
    void arrange()
    return result
  }
  return {
    ...runner,
    add: (record) => arranging(runner.add(record)),
    dispatch: (id, event) => arranging(runner.dispatch(id, event)),
    resumeWaiting: (accountId) => arranging(runner.resumeWaiting(accountId)),
  }
}

/** Sets the alarm, for example to retry in another worker if this one could not start. */
export async function wakeLater(): Promise<void> {
  if (!(await browser.alarms.get(ALARM)))
    await browser.alarms.create(ALARM, { periodInMinutes: EVERY_MINUTES })
}

/** Sets or clears the alarm as needed. Call this at every start: the alarm does not survive an update. */
export async function arrangeAlarm(all: Pick<Runner, "nextWake">): Promise<void> {
  const set = await browser.alarms.get(ALARM)
  // Read after the `await`: the need may have changed meanwhile.
  const needed = all.nextWake() !== null
  if (needed && !set) await wakeLater()
  if (!needed && set) await browser.alarms.clear(ALARM)
}
