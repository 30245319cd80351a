/** What a user can send when the page is not recognised: its structure, and no name, id or text of the org. */
import { send } from "../../messaging/send"
import type { ReadyContext } from "./model"
import type { VisitState } from "./state"
import { levelOf } from "./state"

export function diagnosticsOf(state: VisitState): string {
  const { recognition, context } = state
  const list = recognition && {
    rows: recognition.rows.length,
    refused: recognition.unselectable.map((row) => row.reason),
    distrust: recognition.distrust,
    structure: recognition.structure,
    stats: recognition.stats,
  }
  return JSON.stringify(
    {
      page: context?.status ?? "loading",
      level: levelOf(state),
      tags: context?.status === "ready" ? context.tags.tags.length : null,
      ...list,
      browser: navigator.userAgent,
    },
    null,
    2,
  )
}

/** Copies; false when the browser does not let us. */
export async function copyDiagnostics(state: VisitState): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(diagnosticsOf(state))
    return true
  } catch {
    return false
  }
}

/** Opens one of our own pages; the manager at the org and module of this page. */
export async function openScreen(
  screen: "options" | "manager" | "popup",
  ready: ReadyContext | null = null,
): Promise<void> {
  const place = ready ? { account: ready.account.id, module: ready.tags.module.apiName } : {}
  await send("open", { screen, ...place })
}
