import type { JSX } from "preact"
import { useRef } from "preact/hooks"
import { decodeText } from "../lib/decode-text"
import { Button } from "./button"
import { uiLanguage } from "./i18n"

/** What is in the file; undefined for an Excel workbook. */
export async function textOf(file: Blob): Promise<string | undefined> {
  return decodeText(new Uint8Array(await file.arrayBuffer()), uiLanguage())
}

/** A button that lets the user choose one file and hands over its text. */
export function FileButton(props: {
  readonly children: string
  /** What the browser's dialog offers first: extensions or MIME types. */
  readonly accept: string
  /** A larger file (bytes) is handed over as an empty text, as an Excel workbook is: none of ours is either. */
  readonly largest: number
  readonly onText: (text: string) => void
}): JSX.Element {
  const input = useRef<HTMLInputElement>(null)
  const read = async ({ files }: HTMLInputElement): Promise<void> => {
    const file = files?.[0]
    if (file) props.onText(file.size > props.largest ? "" : ((await textOf(file)) ?? ""))
    // So that the same file can be chosen again, once it was corrected.
    if (input.current) input.current.value = ""
  }
  return (
    <>
      <Button onClick={() => input.current?.click()}>{props.children}</Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={props.accept}
        aria-label={props.children}
        onChange={(event) => void read(event.currentTarget)}
      />
    </>
  )
}
