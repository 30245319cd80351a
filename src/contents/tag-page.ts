/** Content script of a tag page: the boxes beside the rows and the bar. */
import { startTagPage } from "../tag-page/start"

startTagPage()
