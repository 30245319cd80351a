/** Numbers, dates and times in the user's language. */
import { uiLanguage } from "./i18n"

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const

/** `now`, `3 minutes ago`, `yesterday`; the date itself after a week. Times in ms since the epoch. */
export function relativeTime(time: number, now: number): string {
  const past = time - now
  if (Math.abs(past) >= 7 * 86_400_000) return date(time)
  const words = new Intl.RelativeTimeFormat(uiLanguage(), { numeric: "auto" })
  for (const [unit, size] of UNITS) {
    if (Math.abs(past) >= size) return words.format(Math.trunc(past / size), unit)
  }
  return words.format(0, "second")
}

/** The day alone, where a column has room for no more. */
export function date(time: number): string {
  return new Intl.DateTimeFormat(uiLanguage(), { dateStyle: "medium" }).format(time)
}

/** Date and time to the minute, for titles and reports. */
export function dateTime(time: number): string {
  return new Intl.DateTimeFormat(uiLanguage(), { dateStyle: "medium", timeStyle: "short" }).format(time)
}

/** `a, b and c`. */
export function list(items: readonly string[]): string {
  return new Intl.ListFormat(uiLanguage(), { type: "conjunction" }).format(items)
}
