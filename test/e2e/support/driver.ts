/**
 * One way to drive both browsers, so that every spec is written once. Elements are found by ARIA role and
 * accessible name, through open shadow roots, and every action waits for what a person would wait for.
 */

export type BrowserName = "chromium" | "firefox"

/** How long an action or a wait may take (ms) unless the caller says otherwise: a busy machine is no failure. */
export const patience = 60_000

/** The same for Zoho's job, its polling and the re-read that proves it (ms). */
export const jobPatience = 120_000

/** After so long a waiting driver looks again (ms), and then less and less often. */
export const lookEvery = 50
/** The longest that it looks away (ms). */
export const lookAtLeastEvery = 250

export interface LaunchOptions {
  /** Folder of the built extension, loaded as it is. */
  readonly extensionDir: string
  /** The sandbox's CONNECT proxy on 127.0.0.1: the browser's only way out. */
  readonly proxyPort: number
  /** The browser's program; found by `findBrowser` when left out. */
  readonly executablePath?: string
  /** All that sites and extensions together may store. Only Firefox has a setting for it. */
  readonly storageKilobytes?: number
  /** What `storage.managed` holds, as an organization's administrator would set it. */
  readonly policy?: Readonly<Record<string, unknown>>
  /** Without a window. Default: true. */
  readonly headless?: boolean
  /** Whether a person is there to answer the browser's own question for hosts; else the answer is yes at once. */
  readonly asks?: boolean
}

export interface Named {
  /** Exact, case-sensitive accessible name with white space collapsed; or a pattern for it. */
  readonly name?: string | RegExp
}

export interface Finder {
  /** Elements of that role that a person can perceive: neither hidden nor aria-hidden. */
  getByRole(role: string, options?: Named): Locator
  /** The innermost elements whose whole text is `text`, or matches it. */
  getByText(text: string | RegExp): Locator
}

/** An element to be; looked up at each use. Actions need exactly one match. */
export interface Locator extends Finder {
  click(options?: { readonly shift?: boolean }): Promise<void>
  /** Replaces a text field's content. */
  fill(text: string): Promise<void>
  /** Focuses and types key by key at the end of what is there. */
  type(text: string): Promise<void>
  /** Focuses and presses one key, e.g. `Enter`, `Space`, `Shift+Tab`. */
  press(key: string): Promise<void>
  focus(): Promise<void>
  /** Chooses an option of a native select by its value. */
  selectOption(value: string): Promise<void>
  waitFor(options?: { readonly state?: "visible" | "hidden"; readonly timeout?: number }): Promise<void>
  /** Text content with white space collapsed. */
  text(): Promise<string>
  /** Value of a text field or select. */
  value(): Promise<string>
  checked(): Promise<boolean | "mixed">
  isDisabled(): Promise<boolean>
  isFocused(): Promise<boolean>
  attribute(name: string): Promise<string | null>
  /** How many match right now. */
  count(): Promise<number>
  nth(index: number): Locator
  first(): Locator
}

/** A document with what is in it. */
export interface View extends Finder {
  /** Runs a self-contained function in the page's own world; arguments and result are JSON. */
  evaluate<R, A extends readonly unknown[]>(script: (...args: A) => R | Promise<R>, ...args: A): Promise<R>
}

export interface Tab extends View {
  /** The document in a frame, by the id of its element. */
  frame(id: string): View
  goto(url: string): Promise<void>
  reload(): Promise<void>
  url(): Promise<string>
  close(): Promise<void>
  bringToFront(): Promise<void>
  /** A trusted click at a point of the viewport, whatever is there. */
  clickAt(x: number, y: number): Promise<void>
  /** Presses a key wherever the focus is. */
  press(key: string): Promise<void>
  /**
   * Picks our entry in the menu that a right click on the page opens. Chromium's menu belongs to the system and to no
   * page that a driver could reach: there the worker gets the event of the click as from the browser.
   */
  pickInContextMenu(entry: ContextMenuEntry): Promise<void>
  /** Writes a PNG of what is visible. */
  screenshot(path: string): Promise<void>
  setViewport(width: number, height: number): Promise<void>
  setColorScheme(scheme: "light" | "dark"): Promise<void>
}

/** One of the extension's entries: what a person reads, and what the browser knows it by. */
export interface ContextMenuEntry {
  readonly label: string
  readonly id: string
}

/** What a person presses, and what the extension calls it. */
export interface Command {
  readonly keys: string
  readonly name: string
}

/** What a person reads, and what the extension knows it by. */
export interface Notification {
  readonly title: string
  readonly id: string
}

/** No script of ours runs in the last one, which has the extension's rights all the same. */
export type ExtensionPage =
  | "popup.html"
  | "options.html"
  | "tabs/tags.html"
  | "tabs/backups.html"
  | "manifest.json"

export interface BrowserUnderTest {
  readonly name: BrowserName
  /** `chrome-extension://…` or `moz-extension://…`, without a slash at the end. */
  readonly extensionOrigin: string
  open(url: string): Promise<Tab>
  openExtensionPage(page: ExtensionPage): Promise<Tab>
  tabs(): Promise<Tab[]>
  /** Waits for a tab or window whose address fits, such as the consent page of `launchWebAuthFlow`. */
  waitForTab(fits: (url: string) => boolean, timeout?: number): Promise<Tab>
  /** Kills the worker or event page as the browser would when it is idle, memory and all. */
  terminateBackground(): Promise<void>
  /** Whether the worker or event page itself can reach an address. */
  fetchInBackground(url: string): Promise<"reached" | "refused">
  /** What pages, content scripts and the background have written to the console since the start or reset. */
  consoleText(): Promise<string>
  /** Brings the extension to the version in that folder, as a store's update does. */
  update(extensionDir: string): Promise<void>
  /** Gives the extension these hosts, as a user does who was asked and agreed. */
  grant(origins: readonly string[]): Promise<void>
  /**
   * Answers the browser's question for permissions, once it is open; what it says. Chromium asks in a window of the
   * system's own, which no driver reaches.
   */
  answerQuestion(agree: boolean): Promise<string>
  /** Loads the extension again, as an update does: its own pages close, and its scripts in other pages are cut off. */
  reloadExtension(): Promise<void>
  /** Makes the extension forget everything, loads it again and leaves one blank tab, for the next to use the browser. */
  reset(): Promise<void>
  /**
   * Presses the keys of one of the extension's commands. Chromium's own shortcuts are out of a driver's reach: there the
   * worker gets the event of the command as from the browser.
   */
  pressCommand(command: Command): Promise<void>
  /**
   * Clicks one of the extension's notifications. Chromium leaves showing it to the system, where no driver clicks: there
   * the worker gets the event of the click as from the browser.
   */
  clickNotification(notification: Notification): Promise<void>
  /** Closes the browser and starts it again with the same profile. All tabs are gone. */
  restart(): Promise<void>
  /** Resolves when a crash would no longer take back the hosts that were granted. */
  grantsWritten(): Promise<void>
  /** Kills the whole browser, which gets no chance to write anything, and starts it again with the same profile. */
  crash(): Promise<void>
  /** Resolves when the browser has ended, by whatever hand. */
  closed(): Promise<void>
  close(): Promise<void>
}

/**
 * Source of a call of a function with JSON arguments, to be run in a page. Some TypeScript runners wrap inner
 * functions in a helper called __name, which a page does not have.
 */
export function callSource(script: (...args: never[]) => unknown, args: readonly unknown[]): string {
  return `(() => { const __name = (f) => f; return (${script.toString()})(...${JSON.stringify(args)}) })()`
}
