/** Entry of the popup: draws it in its page. */
import { Popup } from "./popup/app"
import { popupStyles } from "./popup/styles"
import { showPage } from "./ui/own-page"

showPage(popupStyles, (store) => <Popup store={store} />)
