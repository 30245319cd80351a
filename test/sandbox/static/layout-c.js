import { layoutA } from "./layout-a.js"

export const layoutC = layoutA
