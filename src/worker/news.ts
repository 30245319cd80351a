import browser from "webextension-polyfill"
import type { Store } from "../store/store"
import { newsSince } from "../ui/news"

/** Keeps what an update has brought until somebody has read it. @param previous undefined: nothing was updated */
export async function keepNews({ news }: Pick<Store, "news">, previous: string | undefined): Promise<void> {
  if (previous !== undefined) await news.add(newsSince(previous, browser.runtime.getManifest().version))
}
