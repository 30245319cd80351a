import { render } from "preact"
import { Popup } from "./popup/app"
import { popupStyles } from "./popup/styles"
import { openStore } from "./store/store"
import { speakLanguage } from "./ui/i18n"
import { adoptStyles } from "./ui/style"

adoptStyles(document, ...popupStyles)
speakLanguage(document)

const root = document.getElementById("__plasmo")
void openStore().then((store) => {
  if (root) render(<Popup store={store} />, root)
})
