import { writeFile } from "node:fs/promises"
import { join } from "node:path"

export type Prefs = Readonly<Record<string, string | number | boolean>>

/** Everything leaves through the sandbox's proxy, including loopback. */
function through(proxyPort: number): Prefs {
  return {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": proxyPort,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": proxyPort,
    "network.proxy.no_proxies_on": "",
    "network.proxy.allow_hijacking_localhost": true,
    "network.proxy.failover_direct": false,
    "network.http.http3.enable": false,
    // The sandbox signs Zoho's names itself, so Zoho's own pins and HSTS must be off.
    "security.cert_pinning.enforcement_level": 0,
  }
}

/** Turns Mozilla's own services off, so that the proxy sees only pages and the extension. */
const quiet: Prefs = {
  "app.normandy.enabled": false,
  "app.update.auto": false,
  "app.update.disabledForTesting": true,
  "browser.newtabpage.enabled": false,
  "browser.region.network.url": "",
  "browser.safebrowsing.blockedURIs.enabled": false,
  "browser.safebrowsing.downloads.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.search.update": false,
  "browser.startup.homepage": "about:blank",
  "browser.startup.page": 0,
  "browser.topsites.contile.enabled": false,
  "captivedetect.canonicalURL": "",
  "datareporting.healthreport.uploadEnabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "dom.push.connection.enabled": false,
  "extensions.blocklist.enabled": false,
  "extensions.getAddons.cache.enabled": false,
  "extensions.systemAddon.update.enabled": false,
  "extensions.update.enabled": false,
  // Notifications in the browser's own windows, as the system may not show any.
  "alerts.useSystemBackend": false,
  "geo.enabled": false,
  "media.gmp-manager.updateEnabled": false,
  "media.gmp-provider.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.dns.disablePrefetch": true,
  "network.prefetch-next": false,
  "network.http.speculative-parallel-limit": 0,
  "network.trr.mode": 5,
  "security.OCSP.enabled": 0,
  "security.remote_settings.crlite_filters.enabled": false,
  "security.remote_settings.intermediates.enabled": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "signon.autofillForms": false,
  "toolkit.telemetry.enabled": false,
  "toolkit.telemetry.server": "",
  "toolkit.telemetry.unified": false,
}

/** A fresh profile that starts without prompts, tours or animations. */
const plain: Prefs = {
  "browser.aboutwelcome.enabled": false,
  "browser.sessionstore.resume_from_crash": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.tabs.warnOnClose": false,
  "browser.warnOnQuit": false,
  "startup.homepage_welcome_url": "",
  "toolkit.cosmeticAnimations.enabled": false,
  // Drawing takes most of the CPU time without a graphics card.
  "layout.frame_rate": 20,
  "ui.prefersReducedMotion": 1,
  "dom.disable_open_during_load": false,
  // Start processes from a small one: copying the large one took a third of the CPU time.
  "dom.ipc.forkserver.enable": true,
  // And keep none ready for pages that are never opened.
  "dom.ipc.processPrelaunch.enabled": false,
  // Every process's console goes to standard output, where the driver reads it.
  "devtools.console.stdout.content": true,
  "browser.dom.window.dump.enabled": true,
  // With 0, Marionette chooses a free port and writes it to MarionetteActivePort.
  "marionette.port": 0,
}

/**
 * ESR accepts an unsigned add-on if configured. The add-on is installed into the profile, not for one run, so that a
 * restart finds it and its storage.
 */
function ownExtension(id: string, uuid: string): Prefs {
  return {
    "xpinstall.signatures.required": false,
    "extensions.autoDisableScopes": 0,
    "extensions.webextensions.uuids": JSON.stringify({ [id]: uuid }),
  }
}

export interface ProfileNeeds {
  readonly proxyPort: number
  readonly extensionId: string
  readonly uuid: string
  readonly storageKilobytes: number | undefined
  /** Whether the browser's permission prompts wait for an answer; otherwise they are granted at once. */
  readonly asks: boolean
}

function room(kilobytes: number | undefined): Prefs {
  return kilobytes === undefined ? {} : { "dom.quotaManager.temporaryStorage.fixedLimit": kilobytes }
}

/** Writes `user.js`, which Firefox reads at every start. */
export async function writePrefs(profile: string, needs: ProfileNeeds): Promise<void> {
  const prefs = {
    ...plain,
    ...quiet,
    ...through(needs.proxyPort),
    ...room(needs.storageKilobytes),
    "extensions.webextOptionalPermissionPrompts": needs.asks,
    ...ownExtension(needs.extensionId, needs.uuid),
  }
  const lines = Object.entries(prefs).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  )
  await writeFile(join(profile, "user.js"), `${lines.join("\n")}\n`)
}
