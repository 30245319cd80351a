/** Content script of the tag page: row boxes and the bar. */
import { startTagPage } from "../tag-page/start"

startTagPage()
