import { alert, checkbox, dialog, tagName } from "../ui/dialog-styles"

const details = `
.groups{max-height:260px;overflow:auto;border:1px solid var(--line);border-radius:6px;background:var(--sunk);padding:4px 12px}
.group{padding:8px 0}
.group+.group{border-top:1px solid var(--line)}
.group ul{padding-top:4px}
.group li{padding:2px 0}
.group li .small{display:block;padding-inline-start:18px}
.group div+div{margin-top:8px}
.outcomes li{display:grid;gap:2px;padding:8px 0}
.outcomes li+li{border-top:1px solid var(--line)}`

export const laterStyles: readonly string[] = [tagName, checkbox, alert, dialog, details]
