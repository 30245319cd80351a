import { bars, base, button, checkbox, chip, input, jobState, notice, tagName } from "../ui/base"
import { orgLine } from "../ui/chip"
import { alert, dialog, jobLine } from "../ui/dialog-styles"
import { tokens } from "../ui/tokens"

const manager = `
html,body{height:100%;margin:0;background:var(--ground)}
#__plasmo{height:100%}
.manager{display:flex;flex-direction:column;height:100%;min-height:480px}
.masthead{display:flex;flex-wrap:wrap;align-items:center;gap:8px 16px;padding:8px 16px;min-height:48px;border-bottom:1px solid var(--line)}
.masthead .brand{display:flex;color:var(--accent)}
.masthead h1{font-size:16px;line-height:24px}
.masthead .input{width:auto;max-width:320px;margin-inline-start:auto}
.manager>.notice{margin:12px 16px 0}
.panes{display:grid;grid-template-columns:240px minmax(0,1fr);flex:1;min-height:0}
.panes>main{display:flex;min-width:0;min-height:0}
.stack{display:flex;flex-direction:column;flex:1;min-width:0;min-height:0}
.stack>.notice{margin:12px 16px 0}
.pair{display:flex;flex:1;min-height:0}
.alone{display:flex;flex:1}
.modules{overflow:auto;border-inline-end:1px solid var(--line);background:var(--sunk);padding:12px 8px}
.modules h2{padding:0 8px 4px}
.loading{display:grid;gap:4px;padding:0 8px 8px}
.module{position:relative;display:grid;grid-template-columns:minmax(0,1fr);gap:4px;padding:8px;border-radius:6px}
.module:hover{background:var(--hover)}
.module.open{background:var(--accent-wash)}
.module .name{display:flex;min-width:0;align-items:center;gap:8px;border:0;padding:0;background:none;font-weight:600;text-align:start;cursor:pointer}
.module .name::after{content:"";position:absolute;inset:0;border-radius:6px}
.module .name .icon{color:var(--warn)}
.module .name:focus-visible{outline:none}
.module .name:focus-visible::after{outline:2px solid var(--accent);outline-offset:-2px}
.module .btn{position:relative;justify-self:start;margin-inline-start:-8px}
.content{display:flex;flex-direction:column;flex:1;gap:8px;min-width:0;min-height:0;padding:12px 16px 0}
.line{display:flex;flex-wrap:wrap;align-items:center;gap:8px;min-width:0}
.line>.fill{flex:1}
.line>h2{flex:0 1 auto}
.chosen{outline-offset:0;border-top:1px solid var(--line);padding-top:8px}
.filters{display:flex;flex-wrap:wrap;align-items:center;gap:8px}
.filters .input{flex:1 1 240px;max-width:420px}
.quick{display:inline-flex;align-items:center;gap:6px;margin-inline-end:8px}
.pill[aria-pressed=true]{background:var(--accent-wash);border-color:var(--accent)}
.jobbar{display:grid;gap:8px;padding:8px 12px;border:1px solid var(--line);border-radius:6px;background:var(--sunk)}
.kept{max-height:160px;overflow:auto}
.kept li{display:grid;grid-template-columns:minmax(120px,1fr) 2fr;gap:4px 16px;padding:4px 0;border-top:1px solid var(--line)}
.table{--columns:40px minmax(120px,1fr) minmax(88px,180px) 104px 104px;position:relative;flex:1;min-height:160px;overflow:auto;
margin-inline:-16px;border-top:1px solid var(--line);overflow-anchor:none}
.table.counted{--columns:40px minmax(120px,1fr) 72px minmax(88px,180px) 104px 104px}
.thead,.tbody{min-width:616px}
.thead{position:sticky;top:0;z-index:1;background:var(--ground)}
.tbody{position:relative;contain:layout style}
.trow{display:grid;grid-template-columns:var(--columns);align-items:center;gap:0 12px;height:32px;padding:0 16px 0 12px;border-bottom:1px solid var(--line)}
.tbody .trow{position:absolute;top:0;inset-inline:0;contain:strict}
.tbody .trow:hover{background:var(--sunk)}
.trow.picked,.tbody .trow.picked:hover{background:var(--accent-wash)}
.trow .tag{max-width:100%}
.trow .tag bdi{overflow:hidden;text-overflow:ellipsis;white-space:pre}
.trow>*{min-width:0}
.number{text-align:end}
.records .sort{justify-content:flex-end}
.sort{display:flex;align-items:center;gap:4px;width:100%;min-width:0;height:31px;padding:0;border:0;background:none;font-weight:600;color:var(--soft);text-align:start;cursor:pointer}
.sort:hover,.sort.by{color:var(--ink)}
.sort .icon{width:12px;height:12px}
.sort.ascending .icon{transform:rotate(180deg)}
.side{display:flex;flex-direction:column;gap:12px;flex:none;width:340px;overflow:auto;padding:12px 16px;border-inline-start:1px solid var(--line)}
.side>.line{flex-wrap:nowrap;align-items:flex-start;justify-content:space-between}
.side .alert{padding:8px 12px;border:1px solid var(--warn-line);border-radius:6px;background:var(--warn-wash);overflow-wrap:anywhere}
.side .names{flex:1 0 160px;border:1px solid var(--line);border-radius:6px;padding:4px 12px}
.empty{display:grid;flex:1;align-content:center;justify-items:center;gap:12px;padding:32px;text-align:center;text-wrap:balance}
@media (max-width:860px){.panes{grid-template-columns:minmax(0,1fr);grid-template-rows:auto minmax(320px,1fr);overflow:auto}
.modules{max-height:176px;border-inline-end:0;border-bottom:1px solid var(--line)}
.pair{flex-direction:column}.side{width:auto;border-inline-start:0;border-top:1px solid var(--line)}.table{min-height:280px}}
@media (forced-colors:active){.trow.picked{outline:1px solid Highlight;outline-offset:-1px}.pill[aria-pressed=true]{border-width:3px}}`

export const managerStyles: readonly string[] = [
  tokens(":root"),
  base,
  button,
  chip,
  orgLine,
  tagName,
  bars,
  checkbox,
  input,
  notice,
  jobState,
  alert,
  jobLine,
  dialog,
  manager,
]
