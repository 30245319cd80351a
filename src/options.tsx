import { render } from "preact"
import browser from "webextension-polyfill"
import { Options } from "./options/app"
import { placeOfCrmTab } from "./options/crm-tab"
import { optionsStyles } from "./options/styles"
import { uiLanguage } from "./ui/i18n"
import { adoptStyles } from "./ui/style"

adoptStyles(document, ...optionsStyles)
document.documentElement.lang = uiLanguage()

const root = document.getElementById("__plasmo")
const redirectUrl = browser.identity.getRedirectURL()
void placeOfCrmTab().then(
  (place) => root && render(<Options redirectUrl={redirectUrl} place={place} />, root),
)
