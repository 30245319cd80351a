/** The org endpoint. */
import { json, type ZohoResponse } from "../http"
import type { Call } from "./route"

export function getOrg({ org }: Call): ZohoResponse {
  return json(200, {
    org: [
      {
        id: org.id,
        company_name: org.name,
        zgid: org.zgid,
        domain_name: `org${org.zgid}`,
        type: org.environment,
        primary_email: "admin@example.com",
        currency: "Euro",
        iso_code: "EUR",
        time_zone: "Europe/Berlin",
        license_details: {
          paid: org.plan !== "Free",
          paid_type: org.plan.toLowerCase(),
          users_license_purchased: 1,
          portal_users_license_purchased: 0,
        },
      },
    ],
  })
}
