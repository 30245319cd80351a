/** Connected accounts, without anything secret. */
import * as v from "valibot"

import { orgSchema } from "../jobs/schema"
import { checkedBy } from "../lib/schema"
import { ENVIRONMENTS } from "../zoho/data-centers"
import { CLIENT_KINDS } from "../zoho/oauth/grant"
import { FEATURES } from "../zoho/scopes"
import { announceChange } from "./change-events"
import type { Database } from "./database"

const accountSchema = v.object({
  /** `accountIdOf` its org, so that connecting twice renews. */
  id: v.string(),
  org: orgSchema,
  kind: v.picklist(CLIENT_KINDS),
  clientId: v.string(),
  /** Which of the data center's API hosts answers for it. */
  apiEnvironment: v.picklist(ENVIRONMENTS),
  /** Scopes asked for, as Zoho granted them. */
  scopes: v.array(v.string()),
  /** The signed-in Zoho user's name, where Zoho gave it. */
  user: v.nullable(v.string()),
  /** The user's id in the org; left out where Zoho did not tell. */
  userId: v.exactOptional(v.string()),
  connectedAt: v.number(),
  /** The client secret is not kept: the person is asked for it when the access token ends. */
  asksSecret: v.exactOptional(v.boolean()),
  /** Zoho has refused to renew the sign-in: a person has to sign in again. */
  signedOut: v.optional(v.boolean()),
  /** Features whose scopes a person still has to allow, where that takes more than Zoho's window. */
  wanted: v.optional(v.array(v.picklist(FEATURES))),
})

export type Account = v.InferOutput<typeof accountSchema>

/** A client at Zoho, as it is typed into the form that connects; nothing secret. */
const clientSchema = v.object({
  kind: v.picklist(CLIENT_KINDS),
  clientId: v.string(),
  /** Zoho's word for the data center. */
  location: v.string(),
  environment: v.picklist(ENVIRONMENTS),
})

export type KnownClient = v.InferOutput<typeof clientSchema>

export interface AccountStore {
  list(): Promise<Account[]>
  get(accountId: string): Promise<Account | undefined>
  put(account: Account): Promise<void>
  /** Its client is kept for connecting again: see `lastClient`. */
  remove(accountId: string): Promise<void>
  /** The client of the account that was removed last; undefined once it is connected again. */
  lastClient(): Promise<KnownClient | undefined>
}

const LAST_CLIENT = "last-client"

const checked = checkedBy(accountSchema)
const knownClient = checkedBy(clientSchema)

/** `eu-production-60001234567` */
export function accountIdOf(org: Account["org"]): string {
  return `${org.location}-${org.environment}-${org.id}`
}

export function createAccountStore(db: Database): AccountStore {
  return {
    list: async () => (await db.getAll("accounts")).flatMap((each) => checked(each) ?? []),
    get: async (accountId) => checked(await db.get("accounts", accountId)),
    async put(account): Promise<void> {
      const work = db.transaction(["accounts", "settings"], "readwrite")
      const last = knownClient(await work.objectStore("settings").get(LAST_CLIENT))
      if (last?.clientId === account.clientId) await work.objectStore("settings").delete(LAST_CLIENT)
      const before: unknown = await work.objectStore("accounts").get(account.id)
      await Promise.all([work.objectStore("accounts").put({ ...unknownOf(before), ...account }), work.done])
      announceChange("accounts")
    },
    async remove(accountId): Promise<void> {
      const work = db.transaction(["accounts", "settings"], "readwrite")
      const account = checked(await work.objectStore("accounts").get(accountId))
      await work.objectStore("accounts").delete(accountId)
      if (account) await work.objectStore("settings").put(clientOf(account), LAST_CLIENT)
      await work.done
      announceChange("accounts")
    },
    lastClient: async () => knownClient(await db.get("settings", LAST_CLIENT)),
  }
}

function clientOf({ kind, clientId, org, apiEnvironment }: Account): KnownClient {
  return { kind, clientId, location: org.location, environment: apiEnvironment }
}

/** What a newer version has stored of an account, and this one does not know. */
function unknownOf(stored: unknown): object {
  const fields = Object.entries(stored ?? {})
  return Object.fromEntries(fields.filter(([name]) => !Object.hasOwn(accountSchema.entries, name)))
}

// Refresh tokens and client secrets, sealed at rest: each account's under a WebCrypto key of its own that no script can
// export (https://developer.mozilla.org/docs/Web/API/CryptoKey/extractable). That keeps them from being read in passing,
// not from a copied profile: the key is beside the data, and Chromium's log keeps deleted data for a while (SECURITY.md).

export interface Secrets {
  readonly refreshToken?: string | undefined
  readonly clientSecret?: string | undefined
}

export interface SecretStore {
  /** Empty, too, where they cannot be opened any more: the person signs in again then. */
  read(accountId: string): Promise<Secrets>
  write(accountId: string, secrets: Secrets): Promise<void>
  wipe(accountId: string): Promise<void>
}

const sealedSchema = v.object({ iv: v.instance(Uint8Array), data: v.instance(ArrayBuffer) })
const secretsSchema = v.object({ refreshToken: v.optional(v.string()), clientSecret: v.optional(v.string()) })

export function createSecretStore(db: Database): SecretStore {
  return {
    async read(accountId): Promise<Secrets> {
      const work = db.transaction(["keys", "secrets"])
      const [key, stored] = await Promise.all([
        work.objectStore("keys").get(accountId),
        work.objectStore("secrets").get(accountId),
      ])
      const sealed = v.safeParse(sealedSchema, stored)
      return key && sealed.success ? opened(accountId, key, sealed.output) : {}
    },
    async write(accountId, secrets): Promise<void> {
      const usages: KeyUsage[] = ["encrypt", "decrypt"]
      const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, usages)
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const plain = new TextEncoder().encode(JSON.stringify(secrets))
      const data = await crypto.subtle.encrypt(sealing(accountId, iv), key, plain)
      // Together, so that neither is ever there without the other.
      const work = db.transaction(["keys", "secrets"], "readwrite")
      await Promise.all([
        work.objectStore("keys").put(key, accountId),
        work.objectStore("secrets").put({ iv, data }, accountId),
        work.done,
      ])
    },
    async wipe(accountId): Promise<void> {
      const work = db.transaction(["keys", "secrets"], "readwrite")
      await Promise.all([
        work.objectStore("keys").delete(accountId),
        work.objectStore("secrets").delete(accountId),
        work.done,
      ])
    },
  }
}

function sealing(accountId: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(accountId) }
}

async function opened(
  accountId: string,
  key: CryptoKey,
  { iv, data }: v.InferOutput<typeof sealedSchema>,
): Promise<Secrets> {
  try {
    const plain = await crypto.subtle.decrypt(sealing(accountId, new Uint8Array(iv)), key, data)
    return v.parse(secretsSchema, JSON.parse(new TextDecoder().decode(plain)))
  } catch {
    return {}
  }
}
