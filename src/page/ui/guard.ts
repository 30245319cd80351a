/**
 * Watches over the question while it stands on Zoho's page, whose scripts may be anyone's: they can lay something
 * over it that lets clicks through, reach into the open shadow root and change what it says, or move the focus. Only
 * a question that a person can see as it was drawn may be answered.
 */
import type { DialogGuard, DialogSight } from "../../ui/confirm-dialog"
import { watchTime } from "./watch-time"

/** Looks come at times that a page cannot foresee, so that it cannot cover the question in between for long. */
const LEAST_GAP_MS = 20
const MORE_GAP_MS = 60
/** A key pressed sooner after the focus moved was meant for where the focus had been. */
const FOCUS_RESTS_MS = 300
/** Whatever can lie above a modal dialog is in the top layer, too: https://www.w3.org/TR/css-position-4/#top-layer */
const TOP_LAYER = ":popover-open, :modal, :fullscreen"

export const guardDialog: DialogGuard = (dialog, onChange) => {
  const ended = new AbortController()
  const { signal } = ended
  const root = dialog.getRootNode() as ShadowRoot
  const standing = surroundings(dialog, root)
  const sight = watchSight(dialog, () => look(), signal)
  const focus = watchFocus(root, signal)
  const time = watchTime(performance.now())
  let changed = false
  let told: DialogSight | null = null
  let timer = 0

  // Every change of ours is followed by `drawn`, which takes it off the list.
  const changes = new MutationObserver(() => {
    changed = true
    look()
  })
  changes.observe(dialog, { subtree: true, childList: true, characterData: true, attributes: true })

  function look(): DialogSight {
    const covered = !dialog.matches(":modal") || somethingAbove(dialog) || sight() === false
    const disturbed = covered || changed || isAnimated(dialog) || surroundings(dialog, root) !== standing
    const seen = time.look(performance.now(), disturbed)
    if (seen !== told) onChange(seen)
    told = seen
    return seen
  }

  function keepLooking(): void {
    look()
    timer = window.setTimeout(keepLooking, LEAST_GAP_MS + Math.random() * MORE_GAP_MS)
  }

  keepLooking()
  return {
    drawn: () => void changes.takeRecords(),
    // A click without a pointer comes from a key.
    allows: (event) => look() === "seen" && (event.detail > 0 || focus.rests()),
    end(): void {
      ended.abort()
      clearTimeout(timer)
      changes.disconnect()
    },
  }
}

function somethingAbove(dialog: Element): boolean {
  const found = (root: ParentNode): boolean =>
    [...root.querySelectorAll(TOP_LAYER)].some((element) => element !== dialog && !isWholePage(element)) ||
    [...root.querySelectorAll("*")].some((element) => {
      const inner = shadowOf(element)
      return inner !== null && inner !== dialog.getRootNode() && found(inner)
    })
  return found(document)
}

/** A page that fills the screen lies below whatever was opened later. */
function isWholePage(element: Element): boolean {
  return element === document.documentElement
}

/** Firefox lets content scripts see closed roots, too; Chromium tells by its observer whether they cover us. */
function shadowOf(element: Element): ShadowRoot | null {
  return (
    (element as { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot ?? element.shadowRoot
  )
}

function isAnimated(dialog: Element): boolean {
  return dialog.getAnimations({ subtree: true }).some((animation) => !(animation instanceof CSSTransition))
}

/** What the dialog's look depends on outside itself: the elements around it and the styles of our root. */
function surroundings(dialog: Element, root: ShadowRoot): string {
  const around: string[] = []
  for (let element = dialog.parentElement; element; element = element.parentElement)
    around.push((element.cloneNode(false) as Element).outerHTML)
  const sheets = [...root.styleSheets, ...adopted(root)]
  const rules = sheets.flatMap((sheet) => [
    String(sheet.disabled),
    sheet.media.mediaText,
    ...[...sheet.cssRules].map((rule) => rule.cssText),
  ])
  return [...around, root.children.length, ...rules].join("\n")
}

/** Firefox does not give these to content scripts, and takes none from a page for our root either. */
function adopted(root: ShadowRoot): readonly CSSStyleSheet[] {
  try {
    return [...root.adoptedStyleSheets]
  } catch {
    return []
  }
}

/** Chromium can tell whether a person sees the element: https://w3c.github.io/IntersectionObserver/v2/ */
function watchSight(element: Element, onChange: () => void, signal: AbortSignal): () => boolean | undefined {
  let visible: boolean | undefined
  const options = { trackVisibility: true, delay: 100 } as IntersectionObserverInit
  const observer = new IntersectionObserver((entries) => {
    visible = (entries.at(-1) as { isVisible?: boolean } | undefined)?.isVisible
    onChange()
  }, options)
  observer.observe(element)
  signal.addEventListener("abort", () => observer.disconnect())
  return () => visible
}

function watchFocus(root: ShadowRoot, signal: AbortSignal): { rests(): boolean } {
  let since = performance.now()
  root.addEventListener("focusin", () => (since = performance.now()), { capture: true, signal })
  return { rests: () => performance.now() - since >= FOCUS_RESTS_MS }
}
