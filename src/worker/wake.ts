/**
 * Keeps the worker coming back while a job needs it. Short waits are timers; the alarm is the floor under them,
 * because a worker is ended after half a minute of idling and timers die with it
 * (https://developer.chrome.com/docs/extensions/reference/api/alarms).
 */
import browser from "webextension-polyfill"

import { onceAtATime } from "./once-at-a-time"
import type { Runner } from "../jobs/runner"

const ALARM = "tagsweep-jobs"
/** One minute: half a minute is the platform's minimum, and ticks at the minimum have been dropped. */
const EVERY_MINUTES = 1

/** Must be called at the top level of the worker: an alarm finds only listeners added before the first await. */
export function listenToAlarm(onAlarm: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === ALARM) onAlarm()
  })
}

/** Whoever may need the worker again; see `Runner.nextWake`. */
export type Sleeper = Pick<Runner, "nextWake">

/** The runner, arranging the alarm for whatever is brought to it, before anything of it is stored. */
export function withAlarm(runner: Runner): Runner {
  const arrange = onceAtATime(() => arrangeAlarm(runner))
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

/** For a worker that could not begin, so that another one tries; it clears the alarm if nobody needs it. */
export async function wakeLater(): Promise<void> {
  if (!(await browser.alarms.get(ALARM)))
    await browser.alarms.create(ALARM, { periodInMinutes: EVERY_MINUTES })
}

/** Sets the alarm if anybody will need it, clears it if nobody does. Alarms do not survive an update, so ask at every start. */
export async function arrangeAlarm(all: Sleeper): Promise<void> {
  const set = await browser.alarms.get(ALARM)
  // Asked last: between question and answer another call of this may have changed what is needed.
  const needed = all.nextWake() !== null
  if (needed && !set) await wakeLater()
  if (!needed && set) await browser.alarms.clear(ALARM)
}
