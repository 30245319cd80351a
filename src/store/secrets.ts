/**
 * Refresh tokens and client secrets, sealed at rest: each account's under a WebCrypto key of its own that no script can
 * export (https://developer.mozilla.org/docs/Web/API/CryptoKey/extractable), made anew at each write and deleted with
 * what it seals.
 *
 * That keeps them from being read in passing: in a listing of the database, by a context that is not ours. It does not
 * protect against a copied profile. The key lies beside the data, and a browser that opens the copy uses both. In
 * Chromium, what was deleted may also stay in the database's log until the browser rewrites that. SECURITY.md says what
 * to do about a copy that was stolen; who wants less there has the client secret not kept.
 */
import * as v from "valibot"

import type { Database } from "./database"

export interface Secrets {
  readonly refreshToken?: string | undefined
  readonly clientSecret?: string | undefined
}

export interface SecretStore {
  /** Empty, too, where what is there cannot be opened any more: the person signs in again then. */
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
      const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
        "encrypt",
        "decrypt",
      ])
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const plain = new TextEncoder().encode(JSON.stringify(secrets))
      const data = await crypto.subtle.encrypt(sealing(accountId, iv), key, plain)
      // Together, so that no other write and no wipe leaves data without its key, or a key without its data.
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
