/** Imitates the browser's `i18n.getMessage` for one locale's file, as far as our messages need it. */
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

/** Messages that are not shown to users. */
const LANGUAGE_ITSELF = ["locale", "direction"]

/** Adds `i18n` to the global `chrome`. @param change alters each message, for a pseudo-locale */
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
