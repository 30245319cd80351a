/** From what was settled to what is told. */
import type { Choice } from "./choose"
import { structureOf } from "./columns"
import { withCheckboxes } from "./rows"
import type { Settled } from "./rows"
import type { Scanner } from "./scan"
import type { Verdict } from "./trust"
import type { Level, Recognition } from "./types"

export function resultOf(
  { rows, unselectable }: Settled,
  { judged, candidates }: Choice,
  { distrust, strangers }: Verdict,
  scanner: Scanner,
): Recognition {
  const mirrored = rows.length > 0 ? withCheckboxes(rows, scanner.shadowRoots.size > 0) : undefined
  const level: Level = rows.length === 0 ? "none" : mirrored ? "mirrored" : "own"
  return {
    level,
    rows: mirrored ?? rows,
    unselectable,
    distrust,
    strangers: strangers.length > 0 ? hash([...strangers].sort().join("\n")) : "",
    signature: `${distrust ?? level} ${hash(rows.map((row) => row.tagId).join())} ${hash(unselectable.map((row) => row.reason).join())}`,
    structure: judged ? structureOf(judged.column) : "",
    stats: { nodes: scanner.nodes, hits: scanner.hits.size, candidates, coverage: judged?.coverage ?? 0 },
  }
}

/** A short digest, so that ids do not leave with the diagnostics (FNV-1a). */
function hash(text: string): string {
  let sum = 0x811c9dc5
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193)
  return (sum >>> 0).toString(36)
}

/** The same, after more of the page was read. */
export const withNodes = (recognition: Recognition, { nodes }: Scanner): Recognition => ({
  ...recognition,
  stats: { ...recognition.stats, nodes },
})
