/** Content script of every CRM page: idle until the page shows tags. Registered in `background/content-scripts.ts`. */
import { watchForTagPage } from "../tag-page/watch-address"

watchForTagPage()
