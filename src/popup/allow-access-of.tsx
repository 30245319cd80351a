import type { JSX } from "preact"
import type { OrgRef } from "../deletion/job"
import { AllowAccess } from "../ui/allow-access"
import { orgPatterns } from "../zoho/data-centres"

/** Brings back the browser's permission to reach the hosts of an org. */
export function AllowAccessOf({ org }: { readonly org: OrgRef }): JSX.Element {
  return <AllowAccess origins={orgPatterns(org)} />
}
