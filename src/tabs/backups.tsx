/** Entry of the backups page. */
import { Backups, backupsStyles } from "../backups/app"
import { showPage } from "../ui/own-page"

showPage(backupsStyles, (store) => <Backups store={store} />)
