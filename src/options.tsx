import { render } from "preact"
import browser from "webextension-polyfill"
import { Options } from "./options/app"
import { optionsStyles } from "./options/styles"
import { uiLanguage } from "./ui/i18n"
import { adoptStyles } from "./ui/style"

adoptStyles(document, ...optionsStyles)
document.documentElement.lang = uiLanguage()

const root = document.getElementById("__plasmo")
if (root) render(<Options redirectUrl={browser.identity.getRedirectURL()} />, root)
