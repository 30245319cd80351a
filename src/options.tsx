/** Entry of the options page: loads its initial data, then renders it. */
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
