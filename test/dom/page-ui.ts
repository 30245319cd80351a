/** Our interface on Zoho's page, mounted again for each test of a file. */
import { act } from "preact/test-utils"
import { afterEach, beforeAll, beforeEach, vi } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import { PageUi } from "../../src/tag-page/ui/mount"
import type { BarState, Overlay, PageUiCallbacks, PageUiProps } from "../../src/tag-page/ui/props"
import { installI18n } from "../gallery/fake-i18n"
import { acme, moduleTags, selectionOf } from "../gallery/fixtures"

export let ui: PageUi
/** The callbacks that the interface called. */
export let on: { [K in keyof PageUiCallbacks]: ReturnType<typeof vi.fn<PageUiCallbacks[K]>> }

export function mountForEachTest(): void {
  beforeAll(() => installI18n(messages))
  beforeEach(() => {
    on = {
      onToggleAll: vi.fn(),
      onSelectRest: vi.fn(),
      onToggle: vi.fn(),
      onBeyond: vi.fn(),
      onDelete: vi.fn(),
      onShow: vi.fn(),
      onTryNow: vi.fn(),
      onUndo: vi.fn(),
      onOpenManager: vi.fn(),
      onConnect: vi.fn(),
      onRetry: vi.fn(),
      onReloadList: vi.fn(),
      onCopyDiagnostics: vi.fn(() => Promise.resolve(true)),
      onCancelJob: vi.fn(),
      onClose: vi.fn(),
      onDismissResult: vi.fn(),
      onPickModule: vi.fn(),
      onLeave: vi.fn(),
    }
    ui = new PageUi(on)
  })
  afterEach(() => ui.destroy())
}

export const nothing: Overlay = { origin: { x: 0, y: 0 }, clip: null, boxes: [], tints: [], marks: [] }
export const ready = {
  ...{ kind: "ready", org: acme, tags: moduleTags(), problem: null, outcome: null },
} as const satisfies BarState

/** Renders a tag page in the ready state, changed by `more`. */
export function show(more: Partial<PageUiProps> = {}): void {
  const props: PageUiProps = {
    state: ready,
    selection: selectionOf(3),
    place: { at: "bottom", top: 0, left: 40, width: 1100 },
    tail: 0,
    overlay: nothing,
    isRead: true,
    lookedFor: "known",
    ...more,
  }
  void act(() => ui.update(props))
}
