/** Numbers, dates and times in the user's language. */
import { dataCenterByLocation } from "../zoho/data-centers"
import { localNumber, t, uiLanguage } from "./translate"

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const

/** `now`, `3 minutes ago`, `yesterday`; the day itself after a week. Times in ms since the epoch. */
export function relativeTime(time: number, now: number): string {
  const past = time - now
  if (Math.abs(past) >= 7 * 86_400_000) return day(time, now)
  const words = new Intl.RelativeTimeFormat(uiLanguage(), { numeric: "auto" })
  for (const [unit, size] of UNITS) {
    if (Math.abs(past) >= size) return words.format(Math.trunc(past / size), unit)
  }
  return words.format(0, "second")
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Creating a format takes a hundred times as long as using it, and a table formats hundreds of times per frame. */
function formatOf(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${uiLanguage()} ${JSON.stringify(options)}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(uiLanguage(), options)
  formats.set(key, known)
  return known
}

/** `Nov 12`, with its year unless that is the present one. */
function day(time: number, now: number): string {
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  return isThisYear ? formatOf({ month: "short", day: "numeric" }).format(time) : date(time)
}

/** The day alone, for narrow columns. */
export function date(time: number): string {
  return formatOf({ dateStyle: "medium" }).format(time)
}

/** Date and time to the minute, for titles and reports. */
export function dateTime(time: number): string {
  return formatOf({ dateStyle: "medium", timeStyle: "short" }).format(time)
}

/** Milliseconds as `0:32`, `12:05`, `90:00`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  return `${number(Math.floor(seconds / 60))}:${number(seconds % 60, { minimumIntegerDigits: 2 })}`
}

/** Bytes as `412 kB` or `1.2 MB` (of 1,000 and 1,000,000 bytes). */
export function size(bytes: number): string {
  const kilobytes = Math.ceil(bytes / 1_000)
  return kilobytes < 1_000
    ? number(kilobytes, { style: "unit", unit: "kilobyte" })
    : number(bytes / 1_000_000, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 })
}

export function number(value: number, options?: Intl.NumberFormatOptions): string {
  return options ? new Intl.NumberFormat(uiLanguage(), options).format(value) : localNumber(value)
}

/** In place of an unknown number. */
export const UNKNOWN = "–"

/** `a, b and c`. */
export function list(items: readonly string[]): string {
  return new Intl.ListFormat(uiLanguage(), { type: "conjunction" }).format(items)
}

// Names of data centers.

/** The data center's country in the user's language, or Zoho's short code for an unknown one. */
export function dataCenterName(location: string): string {
  if (!dataCenterByLocation(location)) return location.toUpperCase()
  return new Intl.DisplayNames(uiLanguage(), { type: "region" }).of(location.toUpperCase()) ?? location
}

/** The name with Zoho's domain there: `Canada (zohocloud.ca)`. */
export function dataCenterText(location: string): string {
  return t("noted", dataCenterName(location), dataCenterByLocation(location)?.webDomain ?? location)
}
