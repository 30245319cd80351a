import { render } from "preact"
import { Backups } from "../backups/app"
import { backupsStyles } from "../backups/styles"
import { openStore } from "../store/store"
import { speakLanguage } from "../ui/i18n"
import { adoptStyles } from "../ui/style"

adoptStyles(document, ...backupsStyles)
speakLanguage(document)

const root = document.getElementById("__plasmo")
void openStore().then((store) => {
  if (root) render(<Backups store={store} />, root)
})
