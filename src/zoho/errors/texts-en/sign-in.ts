import { JOBS_STAY } from "./text"
import type { SomeTexts } from "./text"

/** Signing in and renewing. */
export const SIGN_IN_TEXTS = {
  "invalid-code": {
    meaning: "The code from Zoho is used up, too old, or from another data centre.",
    unchanged: JOBS_STAY,
    remedy: "Make a new code and paste it within a few minutes, or connect again.",
  },
  "refresh-token-invalid": {
    meaning: "Zoho has ended this connection.",
    unchanged: JOBS_STAY,
    remedy: "Connect to Zoho again. Waiting jobs then go on.",
  },
  "invalid-client": {
    meaning: "Zoho does not know this client id in this data centre.",
    unchanged: JOBS_STAY,
    remedy:
      "Compare the client id with the one in Zoho's API console, and check the data centre and the kind of client.",
  },
  "invalid-client-secret": {
    meaning: "The client secret does not belong to this client id.",
    unchanged: JOBS_STAY,
    remedy: "Copy the client secret from Zoho's API console again. Each data centre can have its own.",
  },
  "invalid-redirect": {
    meaning: "The redirect address is not registered for this client.",
    unchanged: JOBS_STAY,
    remedy: "Copy the redirect address from Tagsweep's options into the client in Zoho's API console.",
  },
  "invalid-scope": {
    meaning: "Zoho does not know one of the permissions that were asked for.",
    unchanged: JOBS_STAY,
    remedy: "Please report this. Check that the org uses Zoho CRM in this data centre.",
  },
  "sign-in-refused": {
    meaning: "Zoho did not accept the way of signing in.",
    unchanged: JOBS_STAY,
    remedy: "Check that the kind of client in the options is the kind registered in Zoho's API console.",
  },
  "access-denied": {
    meaning: "Access was not allowed on Zoho's page.",
    unchanged: JOBS_STAY,
    remedy: "Connect again and choose to accept, if you want Tagsweep to work with this org.",
  },
  "sign-in-cancelled": {
    meaning: "The sign-in window was closed before it was finished.",
    unchanged: JOBS_STAY,
    remedy:
      "Connect again when you are ready. If Zoho showed an error there, compare the client id and the redirect address with the ones in Zoho's API console.",
  },
  "sign-in-page-failed": {
    meaning: "Zoho's sign-in page did not open. Zoho did not accept the request, or could not be reached.",
    unchanged: JOBS_STAY,
    remedy:
      "Compare the client ID, the redirect URL and the data centre with Zoho's API console, check your internet connection, then connect again.",
  },
  "sign-in-needed": {
    meaning: "Zoho wants you to sign in yourself this time.",
    unchanged: JOBS_STAY,
    remedy: "Sign in again. Waiting jobs then go on.",
  },
  "other-org": {
    meaning: "The sign-in belongs to another org than the one asked for.",
    unchanged: JOBS_STAY,
    remedy: "Sign in to Zoho with a user of the right org, then try again.",
  },
  "state-mismatch": {
    meaning: "The sign-in answer does not belong to the sign-in that was started.",
    unchanged: JOBS_STAY,
    remedy: "Connect again. If it happens more than once, please report this.",
  },
  "foreign-server": {
    meaning: "The sign-in answer names a server that is not one of Zoho's known ones.",
    unchanged: "Nothing was changed, and nothing was sent to that server.",
    remedy: "Connect again from a network you trust. If it stays, please report this.",
  },
  "too-many-token-requests": {
    meaning: "Zoho was asked for a sign-in too often in a short time.",
    unchanged: JOBS_STAY,
    remedy: "Wait ten minutes. Tagsweep then goes on by itself.",
  },
} as const satisfies SomeTexts
