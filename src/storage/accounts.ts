/** Connected accounts, and separately their encrypted secrets. */
import * as v from "valibot"

import { orgSchema } from "../jobs/schema"
import { checkedBy } from "../lib/schema"
import { ENVIRONMENTS } from "../zoho/data-centers"
import { CLIENT_KINDS } from "../zoho/oauth/grant"
import { FEATURES } from "../zoho/scopes"
import { announceChange } from "./change-events"
import type { Database } from "./database"

const accountSchema = v.object({
  /** `accountIdOf` its org, so that connecting an org again renews its account. */
  id: v.string(),
  org: orgSchema,
  kind: v.picklist(CLIENT_KINDS),
  clientId: v.string(),
  /** Selects the data center's API host. */
  apiEnvironment: v.picklist(ENVIRONMENTS),
  /** Requested scopes that Zoho granted. */
  scopes: v.array(v.string()),
  /** The signed-in Zoho user's name, if Zoho reported it. */
  user: v.nullable(v.string()),
  /** The user's id in the org; absent if Zoho did not report it. */
  userId: v.exactOptional(v.string()),
  connectedAt: v.number(),
  /** The client secret is not stored: the user must enter it when the access token expires. */
  asksSecret: v.exactOptional(v.boolean()),
  /** Zoho refused to renew the access token: the user must sign in again. */
  signedOut: v.optional(v.boolean()),
  /** Features whose scopes the user must still grant, if that takes more than Zoho's window. */
  wanted: v.optional(v.array(v.picklist(FEATURES))),
})

export type Account = v.InferOutput<typeof accountSchema>

/** A client at Zoho, as entered in the connect form, without its secret. */
const clientSchema = v.object({
  kind: v.picklist(CLIENT_KINDS),
  clientId: v.string(),
  /** Zoho's name for the data center. */
  location: v.string(),
  environment: v.picklist(ENVIRONMENTS),
})

export type KnownClient = v.InferOutput<typeof clientSchema>

export interface AccountStore {
  list(): Promise<Account[]>
  get(accountId: string): Promise<Account | undefined>
  put(account: Account): Promise<void>
  /** Removes the account. Its client is kept for reconnecting: see `lastClient`. */
  remove(accountId: string): Promise<void>
  /** The client of the most recently removed account; undefined once it is connected again. */
  lastClient(): Promise<KnownClient | undefined>
}

const LAST_CLIENT = "last-client"

const checked = checkedBy(accountSchema)
const checkedClient = checkedBy(clientSchema)

/** `eu-production-60001234567` */
export function accountIdOf(org: Account["org"]): string {
  return `${org.location}-${org.environment}-${org.id}`
}

export function createAccountStore(db: Database): AccountStore {
  return {
    list: async () => (await db.getAll("accounts")).flatMap((each) => checked(each) ?? []),
    get: async (accountId) => checked(await db.get("accounts", accountId)),
    async put(account): Promise<void> {
      const tx = db.transaction(["accounts", "settings"], "readwrite")
      const last = checkedClient(await tx.objectStore("settings").get(LAST_CLIENT))
      if (last?.clientId === account.clientId) await tx.objectStore("settings").delete(LAST_CLIENT)
      const before: unknown = await tx.objectStore("accounts").get(account.id)
      await Promise.all([tx.objectStore("accounts").put({ ...unknownFieldsOf(before), ...account }), tx.done])
      announceChange("accounts")
    },
    async remove(accountId): Promise<void> {
      const tx = db.transaction(["accounts", "settings"], "readwrite")
      const account = checked(await tx.objectStore("accounts").get(accountId))
      await tx.objectStore("accounts").delete(accountId)
      if (account) await tx.objectStore("settings").put(clientOf(account), LAST_CLIENT)
      await tx.done
      announceChange("accounts")
    },
    lastClient: async () => checkedClient(await db.get("settings", LAST_CLIENT)),
  }
}

function clientOf({ kind, clientId, org, apiEnvironment }: Account): KnownClient {
  return { kind, clientId, location: org.location, environment: apiEnvironment }
}

/** Fields of a stored account that only a newer version knows. */
function unknownFieldsOf(stored: unknown): object {
  const fields = Object.entries(stored ?? {})
  return Object.fromEntries(fields.filter(([name]) => !Object.hasOwn(accountSchema.entries, name)))
}

// Refresh tokens and client secrets, encrypted at rest: each account has its own non-extractable WebCrypto key
// (https://developer.mozilla.org/docs/Web/API/CryptoKey/extractable). This prevents casual reading, but does not
// protect a copied profile: the key is stored with the data, and Chromium's log keeps deleted data for a while
// (SECURITY.md).

export interface Secrets {
  readonly refreshToken?: string | undefined
  readonly clientSecret?: string | undefined
}

export interface SecretStore {
  /** Empty if there are none, or if they cannot be decrypted and the user must sign in again. */
  read(accountId: string): Promise<Secrets>
  write(accountId: string, secrets: Secrets): Promise<void>
  wipe(accountId: string): Promise<void>
}

const encryptedSchema = v.object({ iv: v.instance(Uint8Array), data: v.instance(ArrayBuffer) })
const secretsSchema = v.object({ refreshToken: v.optional(v.string()), clientSecret: v.optional(v.string()) })

export function createSecretStore(db: Database): SecretStore {
  return {
    async read(accountId): Promise<Secrets> {
      const tx = db.transaction(["keys", "secrets"])
      const [key, stored] = await Promise.all([
        tx.objectStore("keys").get(accountId),
        tx.objectStore("secrets").get(accountId),
      ])
      const encrypted = v.safeParse(encryptedSchema, stored)
      return key && encrypted.success ? decrypt(accountId, key, encrypted.output) : {}
    },
    async write(accountId, secrets): Promise<void> {
      const usages: KeyUsage[] = ["encrypt", "decrypt"]
      const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, usages)
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const plain = new TextEncoder().encode(JSON.stringify(secrets))
      const data = await crypto.subtle.encrypt(cipherParams(accountId, iv), key, plain)
      // One transaction, so that neither exists without the other.
      const tx = db.transaction(["keys", "secrets"], "readwrite")
      await Promise.all([
        tx.objectStore("keys").put(key, accountId),
        tx.objectStore("secrets").put({ iv, data }, accountId),
        tx.done,
      ])
    },
    async wipe(accountId): Promise<void> {
      const tx = db.transaction(["keys", "secrets"], "readwrite")
      await Promise.all([
        tx.objectStore("keys").delete(accountId),
        tx.objectStore("secrets").delete(accountId),
        tx.done,
      ])
    },
  }
}

function cipherParams(accountId: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(accountId) }
}

async function decrypt(
  accountId: string,
  key: CryptoKey,
  { iv, data }: v.InferOutput<typeof encryptedSchema>,
): Promise<Secrets> {
  try {
    const plain = await crypto.subtle.decrypt(cipherParams(accountId, new Uint8Array(iv)), key, data)
    return v.parse(secretsSchema, JSON.parse(new TextDecoder().decode(plain)))
  } catch {
    return {}
  }
}
