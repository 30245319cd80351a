import { startTagPage } from "../tag-page/start"

startTagPage()
