/** Static files of the sandbox's pages. */
import { readFileSync } from "node:fs"
import { empty, text, type ZohoResponse } from "./http"

const types: Record<string, string> = {
  css: "text/css;charset=UTF-8",
  js: "text/javascript;charset=UTF-8",
}

const cache = new Map<string, string>()

/** A CSS or JavaScript file from the folder `static`; 404 for other names. */
export function staticFile(name: string): ZohoResponse {
  const type = types[name.split(".").at(-1) ?? ""]
  if (!type || !/^[a-z-]+\.(css|js)$/.test(name)) return empty(404)
  let content = cache.get(name)
  if (content === undefined) {
    content = readFileSync(new URL(`../static/${name}`, import.meta.url), "utf8")
    cache.set(name, content)
  }
  return text(200, type, content)
}
