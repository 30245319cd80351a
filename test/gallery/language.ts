/** The language that the address names. Comes before the stories, which speak from the start. */
import messages from "../../assets/_locales/en/messages.json"
import { speakLanguage } from "../../src/i18n/translate"
import { installI18n, type LocaleFile } from "./fake-i18n"

const params = new URLSearchParams(location.search)
// A pseudo-locale: shows text that is not from the messages, and what breaks when words are longer.
const longer = (text: string): string => `[${text.replaceAll(/(?<!\$\w*)[aeou](?!\w*\$)/g, "$&$&")}]`
const { galleryMessages = messages } = globalThis as { galleryMessages?: LocaleFile }
installI18n(galleryMessages, params.has("pseudo") ? longer : undefined, params.get("locale") ?? "en-US")
speakLanguage(document)
document.documentElement.dir = params.get("dir") ?? document.documentElement.dir
