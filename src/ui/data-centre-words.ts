/** What a data centre is called. */
import { dataCentreByLocation } from "../zoho/data-centres"
import { t } from "./i18n"
import type { MessageKey } from "./i18n"

/** The data centre's name in the user's language, or Zoho's short word for one we have no name for. */
export function dataCentreName(location: string): string {
  return t(`dc_${location}` as MessageKey) || location.toUpperCase()
}

/** The name with the end of Zoho's addresses there, by which people know it. */
export function dataCentreWords(location: string): string {
  return t(
    "data_centre_option",
    dataCentreName(location),
    dataCentreByLocation(location)?.webDomain ?? location,
  )
}
