/** Entry of the confirmation page, which opens in its own window. The questions are in `ui/confirmation`. */
import { Confirm, confirmStyles } from "../confirm/app"
import { showPage } from "../ui/own-page"

const draftId = new URLSearchParams(location.search).get("draft") ?? ""

showPage(confirmStyles, (store) => <Confirm store={store} draftId={draftId} />)
