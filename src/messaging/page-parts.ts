/** What the tag page's script is joined by when it is needed: the bar and its boxes; the reading of Zoho's rows. */
export const PAGE_PARTS = ["ui", "rows"] as const
export type PagePart = (typeof PAGE_PARTS)[number]
