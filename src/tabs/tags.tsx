/** Entry of the tag manager page. */
import { Manager } from "../manager/app"
import { managerStyles } from "../manager/styles"
import { showPage } from "../ui/own-page"

showPage(managerStyles, (store) => <Manager store={store} />)
