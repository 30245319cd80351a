/** The browser's own `i18n.getMessage`, as far as our messages use it, over one locale's file. */
export type LocaleFile = Readonly<
  Record<
    string,
    | {
        readonly message: string
        readonly placeholders?: Readonly<Record<string, { readonly content: string }>>
      }
    | undefined
  >
>

/** Messages that say nothing to people. */
const LANGUAGE_ITSELF = ["locale", "direction"]

/** Puts `i18n` into the global `chrome`. `change` may alter each message, for a pseudo-locale. */
export function installI18n(
  messages: LocaleFile,
  change: (message: string) => string = (same) => same,
  language = "en-US",
): void {
  const getMessage = (key: string, substitutions: readonly string[] = []): string => {
    const entry = messages[key]
    if (!entry) return ""
    return (LANGUAGE_ITSELF.includes(key) ? entry.message : change(entry.message)).replaceAll(
      /\$(\w+)\$/g,
      (whole, name: string) => {
        const content = entry.placeholders?.[name.toLowerCase()]?.content
        return content === undefined ? whole : (substitutions[Number(content.slice(1)) - 1] ?? "")
      },
    )
  }
  const global = globalThis as { chrome?: object }
  global.chrome = { ...global.chrome, i18n: { getMessage, getUILanguage: () => language } }
}
