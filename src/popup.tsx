/** Entry of the popup: draws it in its page. */
import { Popup, popupStyles } from "./popup/app"
import { showPage } from "./ui/own-page"

showPage(popupStyles, (store) => <Popup store={store} />)
