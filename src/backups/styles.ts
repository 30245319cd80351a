import { bars, base, button, chip, notice } from "../ui/base"
import { alert, checkbox, dialog, tagName } from "../ui/dialog-styles"
import { tokens } from "../ui/tokens"

const backups = `
body{margin:0;background:var(--sunk)}
.backups{max-width:760px;margin:0 auto;padding:32px 24px 48px;font-size:14px}
.backups>header{display:flex;flex-wrap:wrap;align-items:center;gap:8px 12px;margin-bottom:24px}
.brand{display:flex;color:var(--accent)}
.backups>header .brand .icon{width:24px;height:24px}
.fill{flex:1}
.backups>main{display:grid;grid-template-columns:minmax(0,1fr);gap:16px}
[role=status]:empty{margin-bottom:-16px}
.notice.info .btn{color:var(--ink)}
.card{background:var(--ground);border:1px solid var(--line);border-radius:8px}
.none{display:grid;justify-items:center;gap:4px;padding:40px 24px;text-align:center;text-wrap:balance}
.room{display:grid;gap:4px}
.item{display:grid;grid-template-columns:minmax(0,1fr);gap:4px;padding:16px 24px}
.item+.item{border-top:1px solid var(--line)}
.item h2{font-size:14px;line-height:20px;min-width:0;overflow-wrap:anywhere}
.line{display:flex;flex-wrap:wrap;align-items:center;gap:8px;min-width:0}
.item>.line:last-child{margin-top:8px}`

export const backupsStyles: readonly string[] = [
  tokens(":root"),
  base,
  button,
  chip,
  bars,
  notice,
  tagName,
  checkbox,
  alert,
  dialog,
  backups,
]
