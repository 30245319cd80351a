import { startTagPage } from "../page/start"

startTagPage()
