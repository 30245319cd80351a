import { render } from "preact"
import { Manager } from "../manager/app"
import { managerStyles } from "../manager/styles"
import { openStore } from "../store/store"
import { speakLanguage } from "../ui/i18n"
import { adoptStyles } from "../ui/style"

adoptStyles(document, ...managerStyles)
speakLanguage(document)

const root = document.getElementById("__plasmo")
void openStore().then((store) => {
  if (root) render(<Manager store={store} />, root)
})
