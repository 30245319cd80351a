import { render } from "preact"
import { act } from "preact/test-utils"
import { beforeAll, test } from "vitest"
import messages from "../../assets/_locales/en/messages.json"
import { installI18n } from "../gallery/fake-i18n"
import { screenStories } from "../gallery/screen-stories"
import { backupStories } from "../gallery/backup-stories"
import { confirmStories } from "../gallery/confirm-stories"
beforeAll(() => {
  installI18n(messages)
  HTMLDialogElement.prototype.showModal = function (): void { this.open = true }
  document.body.innerHTML = '<div id="__plasmo"></div>'
})
function words(): number {
  const copy = document.body.cloneNode(true) as HTMLElement
  for (const each of [...copy.querySelectorAll(".hide,option,svg,style")]) each.remove()
  const texts: string[] = []
  const walk = (node: Node): void => { if (node.nodeType === 3) texts.push(node.textContent ?? ""); else node.childNodes.forEach(walk) }
  walk(copy)
  return texts.join(" ").split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length
}
test("words", async () => {
  const root = document.getElementById("__plasmo")!
  const out: string[] = []
  for (const [name, story] of Object.entries({ ...screenStories, ...backupStories, ...confirmStories })) {
    if (!/^(options-first|options-settings|options-check|options-trouble|options-connected|popup-jobs|popup-empty|popup-not-connected|popup-details|backups-list|backups-none|confirm|deletion|restore|merge|options-page)/.test(name)) continue
    await act(() => { story() })
    out.push(`${name} ${words()}`)
    void act(() => render(null, root))
  }
  console.log(out.join("\n"))
})
