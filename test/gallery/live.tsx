/** Runs in the browser: the UI on Zoho's page. Records the callbacks, and the events that the page receives. */
import messages from "../../assets/_locales/en/messages.json"
import { PageUi } from "../../src/tag-page/ui/mount"
import type { PageUiCallbacks, PageUiProps } from "../../src/tag-page/ui/props"
import { installI18n } from "./fake-i18n"
import * as f from "./fixtures"

declare global {
  interface Window {
    readonly live: {
      readonly calls: string[]
      readonly heard: string[]
      readonly place: (place: PageUiProps["place"]) => void
    }
  }
}

installI18n(messages)

const calls: string[] = []
const heard: string[] = []
const note =
  (name: string) =>
  (...args: readonly unknown[]): void =>
    void calls.push([name, ...args].join(" "))

const on: PageUiCallbacks = {
  onToggleAll: note("toggleAll"),
  onSelectRest: note("selectRest"),
  onToggle: note("toggle"),
  onBeyond: note("beyond"),
  onDelete: note("delete"),
  onShow: note("show"),
  onTryNow: note("tryNow"),
  onUndo: note("undo"),
  onOpenManager: note("openManager"),
  onConnect: note("connect"),
  onRetry: note("retry"),
  onReloadList: note("reload"),
  onCopyDiagnostics: () => Promise.resolve(true),
  onCancelJob: note("cancelJob"),
  onDismissResult: note("dismiss"),
  onPickModule: note("pick"),
  onClose: note("close"),
  onLeave: note("leave"),
}

const ui = new PageUi(on)
const rect = { x: 40, y: 300, width: 16, height: 16 }
const props: PageUiProps = {
  state: { kind: "ready", org: f.acme, tags: f.moduleTags(), problem: null, outcome: null },
  selection: f.selectionOf(3),
  place: { at: "bottom", top: 0, left: 40, width: 1020 },
  tail: 0,
  overlay: {
    origin: { x: 0, y: 0 },
    clip: null,
    boxes: [{ tagId: "7", name: "VIP", rect, checked: false, disabled: false }],
    tints: [],
    marks: [],
  },
  isRead: true,
  lookedFor: "known",
}

// Like an app that was loaded before us, with shortcuts and a focus trap on its document.
for (const type of ["keydown", "keyup", "keypress", "input", "paste", "focusin"]) {
  document.addEventListener(type, () => heard.push(type), true)
  document.addEventListener(type, () => heard.push(type))
}

ui.update(props)
const place = (at: PageUiProps["place"]): void => ui.update({ ...props, place: at })
Object.assign(window, { live: { calls, heard, place } })
