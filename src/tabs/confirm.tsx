import { Confirm } from "../confirm/app"
import { confirmStyles } from "../confirm/styles"
import { showPage } from "../ui/own-page"

const draftId = new URLSearchParams(location.search).get("draft") ?? ""

showPage(confirmStyles, (store) => <Confirm store={store} draftId={draftId} />)
