import { layoutA } from "./layout-a.js"

export const layoutB = layoutA
