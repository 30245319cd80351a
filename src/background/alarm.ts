/**
 * Wakes the worker while a job needs it: a worker ends after half a minute of idling, and its timers with it
 * (https://developer.chrome.com/docs/extensions/reference/api/alarms).
 */
import browser from "webextension-polyfill"

import type { Runner } from "../jobs/runner"
import { coalesce } from "../lib/async"

const ALARM = "tagsweep-jobs"
/** One minute: half a minute is the platform's minimum, and ticks at the minimum have been dropped. */
const EVERY_MINUTES = 1

/** Must be called at the top level of the worker: an alarm finds only listeners added before the first await. */
export function listenToAlarm(onAlarm: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === ALARM) onAlarm()
  })
}

/** The runner, with the alarm set for what is brought to it before anything of it is stored. */
export function withAlarm(runner: Runner): Runner {
  const arrange = coalesce(() => arrangeAlarm(runner))
  const arranging = <T>(done: Promise<T>): Promise<T> => {
    void arrange()
    return done
  }
  return {
    ...runner,
    add: (record) => arranging(runner.add(record)),
    dispatch: (id, event) => arranging(runner.dispatch(id, event)),
    resumeWaiting: (accountId) => arranging(runner.resumeWaiting(accountId)),
  }
}

/** So that another worker tries where this one could not begin. */
export async function wakeLater(): Promise<void> {
  if (!(await browser.alarms.get(ALARM)))
    await browser.alarms.create(ALARM, { periodInMinutes: EVERY_MINUTES })
}

/** Sets or clears the alarm. It does not survive an update, so this is called at every start. */
export async function arrangeAlarm(all: Pick<Runner, "nextWake">): Promise<void> {
  const set = await browser.alarms.get(ALARM)
  // Asked last: between question and answer another call of this may have changed what is needed.
  const needed = all.nextWake() !== null
  if (needed && !set) await wakeLater()
  if (!needed && set) await browser.alarms.clear(ALARM)
}
