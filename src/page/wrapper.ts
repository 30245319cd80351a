/** CRM Plus and Zoho One show the CRM in a frame: the page around it has the same path and nothing of ours to do. */
import { isWrapped } from "../zoho/crm-address"

/** Smallest share of the window that is more than a help or chat frame. */
const MOST = 0.4

/** Whether this page is only the wrapper around a frame with the CRM. */
export function holdsTheCrm(): boolean {
  if (!isWrapped(location.pathname)) return false
  const least = MOST * innerWidth * innerHeight
  return [...document.querySelectorAll("iframe")].some(
    ({ offsetWidth, offsetHeight }) => offsetWidth * offsetHeight >= least,
  )
}
