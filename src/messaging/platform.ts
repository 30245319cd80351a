/**
 * The browser's messaging for content scripts and pages alike. Not through webextension-polyfill: evaluating
 * it in Zoho's page costs more than the rest of the script, and sendMessage returns promises natively in
 * every browser we support (https://developer.chrome.com/docs/extensions/reference/api/runtime#method-sendMessage).
 */
import type { Runtime, Tabs } from "webextension-polyfill"

type PlatformRuntime = Pick<Runtime.Static, "sendMessage" | "id" | "getURL" | "getManifest">

type PlatformTabs = Pick<Tabs.Static, "query" | "getCurrent">

interface Apis {
  readonly runtime?: PlatformRuntime
  readonly tabs?: PlatformTabs
}

interface Host {
  readonly browser?: Apis
  readonly chrome?: Apis
}

/** Undefined once the extension was reloaded or removed under this page. */
export function platformRuntime(): PlatformRuntime | undefined {
  const host = globalThis as Host
  const runtime = host.browser?.runtime ?? host.chrome?.runtime
  return runtime?.id ? runtime : undefined
}

/** Undefined in content scripts, which have no tabs. */
export function platformTabs(): PlatformTabs | undefined {
  const host = globalThis as Host
  return (host.browser ?? host.chrome)?.tabs
}
