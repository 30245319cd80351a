/** Content script of every CRM page, dormant until one shows tags. Registered in `background/content-scripts.ts`. */
import { watchForTagPage } from "../tag-page/watch-address"

watchForTagPage()
