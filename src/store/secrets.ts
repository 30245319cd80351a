/**
 * Refresh tokens and client secrets, encrypted at rest. The key is a WebCrypto key that cannot be exported, so
 * a copy of the database file alone, or a read by another context, shows nothing
 * (https://developer.mozilla.org/docs/Web/API/CryptoKey/extractable).
 */
import * as v from "valibot"

import type { Database } from "./database"

export interface Secrets {
  readonly refreshToken?: string | undefined
  readonly clientSecret?: string | undefined
}

export interface SecretStore {
  read(accountId: string): Promise<Secrets>
  write(accountId: string, secrets: Secrets): Promise<void>
  wipe(accountId: string): Promise<void>
}

const KEY = "secrets"
const sealedSchema = v.object({ iv: v.instance(Uint8Array), data: v.instance(ArrayBuffer) })
const secretsSchema = v.object({ refreshToken: v.optional(v.string()), clientSecret: v.optional(v.string()) })

export function createSecretStore(db: Database): SecretStore {
  async function key(): Promise<CryptoKey> {
    const known = await db.get("keys", KEY)
    if (known) return known
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
      "encrypt",
      "decrypt",
    ])
    // Two contexts may race here; the one that is stored is the one that counts.
    await db.add("keys", made, KEY).catch(() => undefined)
    return (await db.get("keys", KEY)) ?? made
  }

  return {
    async read(accountId): Promise<Secrets> {
      const sealed = v.safeParse(sealedSchema, await db.get("secrets", accountId))
      if (!sealed.success) return {}
      const { iv, data } = sealed.output
      const additionalData = new TextEncoder().encode(accountId)
      const plain = await crypto.subtle.decrypt(
        { name: "AES-GCM", iv: new Uint8Array(iv), additionalData },
        await key(),
        data,
      )
      return v.parse(secretsSchema, JSON.parse(new TextDecoder().decode(plain)))
    },
    async write(accountId, secrets): Promise<void> {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const additionalData = new TextEncoder().encode(accountId)
      const plain = new TextEncoder().encode(JSON.stringify(secrets))
      const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, await key(), plain)
      await db.put("secrets", { iv, data }, accountId)
    },
    async wipe(accountId): Promise<void> {
      await db.delete("secrets", accountId)
    },
  }
}
