import { Popup } from "./popup/app"
import { popupStyles } from "./popup/styles"
import { showPage } from "./ui/own-page"

showPage(popupStyles, (store) => <Popup store={store} />)
