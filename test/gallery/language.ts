/** Installs the language named in the URL. Must be imported before the stories, which use messages on import. */
import messages from "../../assets/_locales/en/messages.json"
import { speakLanguage } from "../../src/i18n/translate"
import { installI18n, type LocaleFile } from "./fake-i18n"

const params = new URLSearchParams(location.search)
// A pseudo-locale: reveals text that is not from the messages, and layouts that break with longer words.
const longer = (text: string): string => `[${text.replaceAll(/(?<!\$\w*)[aeou](?!\w*\$)/g, "$&$&")}]`
const { galleryMessages = messages } = globalThis as { galleryMessages?: LocaleFile }
installI18n(galleryMessages, params.has("pseudo") ? longer : undefined, params.get("locale") ?? "en-US")
speakLanguage(document)
document.documentElement.dir = params.get("dir") ?? document.documentElement.dir
