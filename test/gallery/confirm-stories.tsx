/** Every state of the confirmation window. */
import { render, type ComponentChildren } from "preact"
import { confirmStyles, Over } from "../../src/confirm/app"
import { t } from "../../src/i18n/translate"
import type { Problem } from "../../src/messages/views"
import type { Draft, DraftTag } from "../../src/storage/drafts"
import { QuestionView } from "../../src/ui/confirmation/draft-question"
import type { Answer } from "../../src/ui/confirmation/question"
import { Notice } from "../../src/ui/notices"
import type { Counts } from "../../src/ui/record-counts"
import { adoptStyles } from "../../src/ui/styles"
import * as f from "./fixtures"
import { many } from "./manager-stories"
import { mergeDraft, restoreDraft } from "./restore-fixtures"

const nothing = (): void => undefined

interface More {
  readonly answer?: Partial<Answer>
  readonly counts?: Partial<Counts>
  readonly more?: () => ComponentChildren
}

/** @param draft called when the story is shown, because messages are not available on import */
function story(draft: () => Draft, { answer, counts, more }: More = {}): () => void {
  return () => {
    adoptStyles(document, confirmStyles)
    const about = draft()
    const parts = about.kind === "restore" ? [] : about.kind === "merge" ? [about] : about.parts
    const asked = {
      ...{ draft: about, onCancel: nothing, more: more?.() },
      answer: {
        ...{ features: about.features, busy: false, isAsking: false, problem: null, isExpired: false },
        ...{ confirm: nothing, grant: () => Promise.resolve(true), signIn: nothing, forgetProblem: nothing },
        ...answer,
      },
      counts: {
        ...{ parts, progress: null, offered: null, problem: null, start: nothing, stop: nothing },
        ...counts,
      },
    }
    render(<QuestionView {...asked} />, document.getElementById("__plasmo")!)
  }
}

const changed = (count: number, change: (tag: DraftTag, at: number) => Partial<DraftTag>): (() => Draft) => {
  const part = f.draftPart(count)
  const tags = part.tags.map((tag, at) => ({ ...tag, ...change(tag, at) }))
  return () => f.draft(count, { parts: [{ ...part, tags }] })
}

const problem = (more: Partial<Problem>): Problem => ({
  ...{ kind: "x", happened: "", unchanged: "", remedy: "", action: "none" },
  ...more,
})

const expired = (): Problem =>
  problem({
    happened: t("draft_expired"),
    unchanged: t("unchanged_nothing"),
    remedy: t("draft_expired_remedy"),
  })

export const confirmStories: Readonly<Record<string, () => void>> = {
  "confirm-1": story(() => f.draft(1)),
  "confirm-7": story(() => f.draft(7, { org: f.sandbox })),
  "confirm-37": story(() => f.draft(37)),
  "confirm-200": story(() => f.draft(200)),
  "confirm-500": story(() => f.draft(500, { org: f.longOrg })),
  "confirm-many": story(() => ({
    ...many([37, 12, 52]),
    unread: [{ module: "Meetings", problem: { ...f.noPermission, action: "none" } }],
  })),
  "confirm-counting": story(
    changed(37, (_tag, at) => (at < 12 ? {} : { records: null })),
    { counts: { progress: { done: 12, total: 37 } } },
  ),
  "confirm-count-offer": story(
    changed(200, () => ({ records: null })),
    { counts: { offered: 200 } },
  ),
  "confirm-count-failed": story(
    changed(7, () => ({ records: null })),
    { counts: { problem: f.offline } },
  ),
  "confirm-in-use": story(
    changed(37, (_tag, at) =>
      at < 2
        ? { usedIn: ["Workflow: Big deals", at < 1 ? "Custom view: Hot leads" : t("used_in_hidden_view")] }
        : {},
    ),
  ),
  "confirm-unused": story(changed(7, () => ({ records: 0 }))),
  "confirm-dropped": story(() =>
    f.draft(7, {
      dropped: [
        { name: "Newsletter 2018", why: "gone" },
        { name: "VIP (old)", why: "renamed" },
        { name: "do not call", why: "protected" },
      ],
    }),
  ),
  "confirm-no-backup": story(() => f.draft(7, { backup: f.draftBackup({ on: false }) })),
  "confirm-records-asks": story(() => f.draft(37, { features: ["delete", "org"] })),
  "confirm-records-asking": story(() => f.draft(37, { features: ["delete", "org"] }), {
    answer: { isAsking: true },
  }),
  "confirm-signed-out": story(() => f.draft(7), { answer: { problem: f.signedOut } }),
  "confirm-not-permitted": story(() => f.draft(7), { answer: { problem: f.accessRemoved } }),
  "confirm-expired": story(() => f.draft(37), {
    answer: {
      isExpired: true,
      get problem() {
        return expired()
      },
    },
  }),
  "confirm-asker-closed": story(() => f.draft(7), {
    more: () => (
      <Notice tone="info">
        <p>{t("asker_closed")}</p>
      </Notice>
    ),
  }),
  "confirm-busy": story(() => f.draft(7), { answer: { busy: true } }),
  "confirm-restore": story(() => restoreDraft()),
  "confirm-restore-over-and-needs": story(() => restoreDraft({ room: 1, features: ["delete", "org"] })),
  "confirm-restore-names-only": story(() =>
    restoreDraft({
      records: null,
      requires: ["restore"],
      tags: restoreDraft().tags.map((tag) => ({ ...tag, records: null, exists: false })),
    }),
  ),
  "confirm-merge": story(() => mergeDraft()),
  "confirm-merge-needs": story(() =>
    mergeDraft({ dropped: [{ name: "Do not touch", why: "protected" }], features: ["delete", "org"] }),
  ),
  "confirm-over": () => {
    adoptStyles(document, confirmStyles)
    render(<Over onClose={nothing} />, document.getElementById("__plasmo")!)
  },
}
