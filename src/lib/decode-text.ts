/** The text of a file, whatever program of whatever country wrote it. */

/** What programs write that know nothing of Unicode, by the language of their country. Elsewhere: windows-1252. */
const LEGACY: Readonly<Record<string, string>> = { ja: "shift_jis", zh: "gb18030", ar: "windows-1256" }

/** Excel workbooks: a zip since 2007 (`PK`), a compound file before. */
const WORKBOOKS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
]

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte)

/** The encoding that the first bytes mark, or undefined: https://encoding.spec.whatwg.org/#bom-sniff */
function marked(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, [0xff, 0xfe])) return "utf-16le"
  return startsWith(bytes, [0xfe, 0xff]) ? "utf-16be" : undefined
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * As UTF-16 where it is marked so, else as UTF-8 where it can be, else in the language's old encoding.
 * @param language BCP 47 tag
 * @returns undefined for an Excel workbook, which is no text
 */
export function decodeText(bytes: Uint8Array, language: string): string | undefined {
  if (WORKBOOKS.some((mark) => startsWith(bytes, mark))) return undefined
  const legacy = LEGACY[language.split("-")[0] ?? ""] ?? "windows-1252"
  const text = decoded(bytes, marked(bytes) ?? "utf-8") ?? decoded(bytes, legacy)
  return text ?? new TextDecoder("windows-1252").decode(bytes)
}
