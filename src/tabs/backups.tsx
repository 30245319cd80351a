import { Backups } from "../backups/app"
import { backupsStyles } from "../backups/styles"
import { showPage } from "../ui/own-page"

showPage(backupsStyles, (store) => <Backups store={store} />)
