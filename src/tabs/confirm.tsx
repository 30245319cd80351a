import { render } from "preact"
import { Confirm } from "../confirm/app"
import { confirmStyles } from "../confirm/styles"
import { openStore } from "../store/store"
import { speakLanguage } from "../ui/i18n"
import { adoptStyles } from "../ui/style"

adoptStyles(document, ...confirmStyles)
speakLanguage(document)
// What is deleted must be read as it is.
document.documentElement.translate = false

const root = document.getElementById("__plasmo")
const draftId = new URLSearchParams(location.search).get("draft") ?? ""
void openStore().then((store) => {
  if (root) render(<Confirm store={store} draftId={draftId} />, root)
})
