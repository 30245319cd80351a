import { watchForTagPage } from "../tag-page/watch-address"

watchForTagPage()
