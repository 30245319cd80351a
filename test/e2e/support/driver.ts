/**
 * One driver for both browsers, so that every spec is written once. It finds elements by ARIA role and accessible
 * name, through open shadow roots, and every action waits for what a user would wait for.
 */

export type BrowserName = "chromium" | "firefox"

/** How long an action or a wait may take (ms) by default. A busy machine is not a failure. */
export const patience = 60_000

/** The same for Zoho's job, its polling and the re-read (ms). */
export const jobPatience = 120_000

/** The first interval (ms) of a waiting driver's checks, which grows. */
export const pollEvery = 50
/** The longest interval (ms). */
export const pollAtLeastEvery = 250

export interface LaunchOptions {
  /** The folder of the built extension, loaded as it is. */
  readonly extensionDir: string
  /** The sandbox's CONNECT proxy on 127.0.0.1: the browser's only way out. */
  readonly proxyPort: number
  /** The browser's program; by default found by `findBrowser`. */
  readonly executablePath?: string
  /** What all sites and extensions together may store. Only Firefox has a setting for it. */
  readonly storageKilobytes?: number
  /** The content of `storage.managed`, as set by an organization's administrator. */
  readonly policy?: Readonly<Record<string, unknown>>
  /** Without a window. Default: true. */
  readonly headless?: boolean
  /** Whether the browser's prompt for hosts waits for an answer; otherwise it is granted at once. */
  readonly asks?: boolean
}

export interface Named {
  /** Exact, case-sensitive accessible name with white space collapsed, or a pattern for it. */
  readonly name?: string | RegExp
}

export interface Finder {
  /** Elements of that role that a user can perceive: neither hidden nor aria-hidden. */
  getByRole(role: string, options?: Named): Locator
  /** The innermost elements whose whole text is `text`, or matches it. */
  getByText(text: string | RegExp): Locator
}

/** An element, looked up at each use. Actions need exactly one match. */
export interface Locator extends Finder {
  click(options?: { readonly shift?: boolean }): Promise<void>
  /** Replaces a text field's content. */
  fill(text: string): Promise<void>
  /** Focuses and types key by key at the end of the content. */
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
  /** How many match now. */
  count(): Promise<number>
  nth(index: number): Locator
  first(): Locator
}

/** A document with its content. */
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
   * Chooses our entry in the menu that a right click on the page opens. Chromium's menu belongs to the system, out of a
   * driver's reach, so the worker gets the click's event as from the browser.
   */
  pickInContextMenu(entry: ContextMenuEntry): Promise<void>
  /** Writes a PNG of the visible part. */
  screenshot(path: string): Promise<void>
  setViewport(width: number, height: number): Promise<void>
  setColorScheme(scheme: "light" | "dark"): Promise<void>
}

/** One of the extension's context menu entries: its text and its ID. */
export interface ContextMenuEntry {
  readonly label: string
  readonly id: string
}

/** A keyboard command: its keys and its name. */
export interface Command {
  readonly keys: string
  readonly name: string
}

/** A notification: its text and its ID. */
export interface Notification {
  readonly title: string
  readonly id: string
}

/** None of our scripts runs in the last one, which has the extension's privileges anyway. */
export type ExtensionPage =
  | "popup.html"
  | "options.html"
  | "tabs/tags.html"
  | "tabs/backups.html"
  | "manifest.json"

export interface BrowserUnderTest {
  readonly name: BrowserName
  /** `chrome-extension://…` or `moz-extension://…`, without a trailing slash. */
  readonly extensionOrigin: string
  open(url: string): Promise<Tab>
  openExtensionPage(page: ExtensionPage): Promise<Tab>
  tabs(): Promise<Tab[]>
  /** Waits for a tab or window with a matching address, such as the consent page of `launchWebAuthFlow`. */
  waitForTab(fits: (url: string) => boolean, timeout?: number): Promise<Tab>
  /** Kills the worker or event page as the browser would when it is idle, including its memory. */
  terminateBackground(): Promise<void>
  /** Whether the worker or event page can reach an address. */
  fetchInBackground(url: string): Promise<"reached" | "refused">
  /** What pages, content scripts and the background have written to the console since the start or reset. */
  consoleText(): Promise<string>
  /** Updates the extension to the version in that folder, as a store does. */
  update(extensionDir: string): Promise<void>
  /** Grants the extension these hosts, as a user who was asked and agreed. */
  grant(origins: readonly string[]): Promise<void>
  /**
   * Answers the browser's prompt for permissions once it is open, and returns its text. Chromium's prompt is a system
   * window, which no driver reaches.
   */
  answerQuestion(agree: boolean): Promise<string>
  /** Reloads the extension, as an update does: its pages close, and its scripts in other pages are cut off. */
  reloadExtension(): Promise<void>
  /** Makes the extension forget everything, reloads it and leaves one blank tab for the next user of the browser. */
  reset(): Promise<void>
  /**
   * Presses the keys of one of the extension's commands. Chromium's own shortcuts are out of a driver's reach, so the
   * worker gets the command's event as from the browser.
   */
  pressCommand(command: Command): Promise<void>
  /**
   * Clicks one of the extension's notifications. Chromium leaves them to the system, where no driver clicks, so the
   * worker gets the click's event as from the browser.
   */
  clickNotification(notification: Notification): Promise<void>
  /** Closes the browser and starts it again with the same profile. All tabs are gone. */
  restart(): Promise<void>
  /** Resolves when a crash would no longer lose the granted hosts. */
  grantsWritten(): Promise<void>
  /** Kills the whole browser without letting it write anything, and starts it again with the same profile. */
  crash(): Promise<void>
  /** Resolves when the browser has ended, for whatever reason. */
  closed(): Promise<void>
  close(): Promise<void>
}

/**
 * The source of a call of a function with JSON arguments, to be run in a page. Some TypeScript runners wrap inner
 * functions in a helper called __name, which a page does not have.
 */
export function callSource(script: (...args: never[]) => unknown, args: readonly unknown[]): string {
  return `(() => { const __name = (f) => f; return (${script.toString()})(...${JSON.stringify(args)}) })()`
}
