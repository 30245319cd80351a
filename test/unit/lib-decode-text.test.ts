/** Decoding text files in the encodings of various programs and languages. */
import { expect, test } from "vitest"
import { decodeText } from "../../src/lib/text"

const utf16 = (text: string, big: boolean): Uint8Array => {
  const bytes = new Uint8Array(2 + text.length * 2)
  const view = new DataView(bytes.buffer)
  for (const [at, unit] of [0xfeff, ...Array.from(text, (each) => each.charCodeAt(0))].entries())
    view.setUint16(at * 2, unit, !big)
  return bytes
}

test.each([
  ["UTF-8", new TextEncoder().encode("Münster, 大阪"), "en", "Münster, 大阪"],
  ["UTF-8 with a byte order mark", new TextEncoder().encode("\ufeffMünster"), "en", "Münster"],
  ["UTF-16, as Excel's “Unicode text”", utf16("Tag\tName\r\nMünster", false), "en", "Tag\tName\r\nMünster"],
  ["UTF-16, big-endian", utf16("Münster", true), "en", "Münster"],
  // Bytes from 0x80 to 0x9f are left out: browsers decode them, but some versions of Node do not.
  ["Windows-1252", new Uint8Array([0x4d, 0xfc, 0x6e]), "de", "Mün"],
  ["Windows-1252 for a language without its own encoding", new Uint8Array([0x4d, 0xfc, 0x6e]), "hi", "Mün"],
  ["Shift_JIS in Japanese", new Uint8Array([0x91, 0xe5, 0x8d, 0xe3]), "ja", "大阪"],
  ["GBK in Chinese", new Uint8Array([0xb4, 0xf3, 0xb0, 0xe6]), "zh-CN", "大版"],
  ["Windows-1256 in Arabic", new Uint8Array([0xe3, 0xe5, 0xe3]), "ar-EG", "مهم"],
  [
    "Windows-1252 for bytes that are invalid in the language's encoding",
    new Uint8Array([0x4d, 0xfc, 0x20]),
    "ja",
    "Mü ",
  ],
  ["an empty file", new Uint8Array(), "en", ""],
])("decodes %s", (_what, bytes, language, text) => {
  expect(decodeText(bytes, language)).toBe(text)
})

test.each([
  ["new", [0x50, 0x4b, 0x03, 0x04, 0x14]],
  ["old", [0xd0, 0xcf, 0x11, 0xe0, 0xa1]],
])("returns undefined for a workbook in the %s format", (_what, bytes) => {
  expect(decodeText(new Uint8Array(bytes), "en")).toBeUndefined()
})

test("decodes a text that begins with PK", () => {
  expect(decodeText(new TextEncoder().encode("PK\nVIP"), "en")).toBe("PK\nVIP")
})
