import { render } from "preact"
import browser from "webextension-polyfill"
import { Options } from "./options/app"
import { placeOfCrmTab } from "./options/crm-tab"
import { optionsStyles } from "./options/styles"
import { openStore } from "./store/store"
import { speakLanguage } from "./ui/i18n"
import { adoptStyles } from "./ui/style"

adoptStyles(document, ...optionsStyles)
speakLanguage(document)

const root = document.getElementById("__plasmo")
const redirectUrl = browser.identity.getRedirectURL()
async function show(): Promise<void> {
  const [place, store] = await Promise.all([placeOfCrmTab(), openStore()])
  const [policy, lastClient] = await Promise.all([store.policy.get(), store.accounts.lastClient()])
  if (root) render(<Options {...{ redirectUrl, place, lastClient, store, policy }} />, root)
}

void show()
