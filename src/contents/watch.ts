import { watchForTagPage } from "../page/watch-for-tag-page"

watchForTagPage()
