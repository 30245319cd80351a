/** Entry of the popup. */
import { Popup, popupStyles } from "./popup/app"
import { showPage } from "./ui/own-page"

showPage(popupStyles, (store) => <Popup store={store} />)
