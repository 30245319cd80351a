/** Entry of the options page: reads what the page starts from, then draws it. */
import browser from "webextension-polyfill"
import { Options, optionsStyles } from "./options/app"
import { placeOfCrmTab } from "./ui/connect-now"
import { showPage } from "./ui/own-page"

const redirectUrl = browser.identity.getRedirectURL()

showPage(optionsStyles, async (store) => {
  const [place, policy, lastClient] = await Promise.all([
    placeOfCrmTab(),
    store.policy.get(),
    store.accounts.lastClient(),
  ])
  return <Options {...{ redirectUrl, place, lastClient, store, policy }} />
})
