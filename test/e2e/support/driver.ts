/**
 * One way to drive both browsers, so that every spec is written once. Elements are found by ARIA role and
 * accessible name, through open shadow roots, and every action waits for what a person would wait for.
 */

export type BrowserName = "chromium" | "firefox"

/** How long an action or a wait may take (ms) unless the caller says otherwise. */
export const patience = 10_000

/** How often a waiting driver looks again (ms). */
export const lookEvery = 50

export interface LaunchOptions {
  /** Folder of the built extension, loaded as it is. */
  readonly extensionDir: string
  /** The sandbox's CONNECT proxy on 127.0.0.1: the browser's only way out. */
  readonly proxyPort: number
  /** The browser's program; found by `findBrowser` when left out. */
  readonly executablePath?: string
  /** Without a window. Default: true. */
  readonly headless?: boolean
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

/** An element to be; looked up anew at each use. Actions need exactly one match. */
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

export interface Tab extends Finder {
  goto(url: string): Promise<void>
  reload(): Promise<void>
  url(): Promise<string>
  close(): Promise<void>
  bringToFront(): Promise<void>
  /** Runs a self-contained function in the page's own world; arguments and result are JSON. */
  evaluate<R, A extends readonly unknown[]>(script: (...args: A) => R | Promise<R>, ...args: A): Promise<R>
  /** Presses a key wherever the focus is. */
  press(key: string): Promise<void>
  /** Writes a PNG of what is visible. */
  screenshot(path: string): Promise<void>
  setViewport(width: number, height: number): Promise<void>
  setColorScheme(scheme: "light" | "dark"): Promise<void>
}

export type ExtensionPage = "popup.html" | "options.html" | "tabs/tags.html"

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
  /** What pages, content scripts and the background have written to the console since the start. */
  consoleText(): Promise<string>
  /** Closes the browser and starts it again with the same profile. All tabs are gone. */
  restart(): Promise<void>
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
