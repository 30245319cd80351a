import { build } from "esbuild"
import { fileURLToPath } from "node:url"

let bundled: Promise<string> | undefined

/** Source of a script that defines `finder.answer(steps, question)`; built once per process. */
export function finderScript(): Promise<string> {
  bundled ??= build({
    entryPoints: [fileURLToPath(new URL("entry.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "finder",
    target: "firefox140",
    minify: true,
  }).then(({ outputFiles: [file] }) => {
    if (!file) throw new Error("esbuild wrote no finder script")
    return file.text
  })
  return bundled
}
