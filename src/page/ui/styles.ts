import { bars, base, button, checkbox, chip, input, jobState, tagName } from "../../ui/base"
import { orgLine } from "../../ui/chip"
import { tokens } from "../../ui/tokens"

/** Above the page's own layers; dialogs are in the top layer anyway. */
const TOP = 2147483646

const host = `
:host{all:initial!important;position:absolute!important;top:0!important;left:0!important;display:block!important}
`

const bar = `
.bar{position:fixed;z-index:${TOP};background:var(--ground);border:1px solid var(--edge);border-radius:8px;container-type:inline-size}
.bar.bottom{bottom:44px;inset-inline:16px;max-width:1120px;margin-inline:auto}
.bar.list{transform:translateY(-100%);border-end-start-radius:0;border-end-end-radius:0}
.row{display:flex;flex-wrap:wrap;align-items:center;gap:8px;min-height:44px;padding:7px 8px}
.row>.brand{padding:6px}
.row>.brand,.row>.square:first-child{display:flex;color:var(--accent)}
.row>.acts{margin-inline-start:auto}
.row .text{flex:1 1 280px;min-width:0;text-wrap:pretty}
.row .text p+p{color:var(--soft)}
.count{font-weight:600;white-space:nowrap}
.count::after{content:attr(data-widest);display:block;height:0;overflow:hidden;visibility:hidden}
.place{display:flex;flex:1 1 0;overflow:hidden;align-items:center;gap:8px;min-width:min(300px,100%);padding-inline-start:12px;border-inline-start:1px solid var(--line)}
.place>.org{flex:none;max-width:240px}
.place>.clip{flex:none;max-width:140px}
.place>.used{flex:0 99 auto;min-width:0}
.text+.place{flex:none;max-width:100%}
.text+.place .used{display:none}
.place .track{flex:0 1 64px;min-width:32px}
@container (max-width:1080px){.place .used{display:none}}
.job{display:flex;flex:1 1 240px;flex-wrap:wrap;align-items:center;gap:4px 12px;min-width:0}
.job .state{white-space:normal}
.job .track{flex:1 1 80px;max-width:360px}
.more{border-top:1px solid var(--line);padding:12px;max-height:min(320px,50vh);overflow:auto;display:grid;gap:12px}
.row.fault{padding-inline-start:14px;border-bottom:1px solid var(--line)}
.alert{display:flex;gap:8px}
.alert>.icon{margin-top:2px;color:var(--warn)}
.alert.problem>.icon{color:var(--danger)}
dialog .alert{padding:8px 12px;border:1px solid var(--warn-line);border-radius:6px;background:var(--warn-wash);overflow-wrap:anywhere}
dialog .alert.problem{border-color:var(--danger);background:var(--danger-wash)}
.more li{display:grid;grid-template-columns:minmax(120px,1fr) 2fr;gap:4px 16px;padding:4px 0;border-top:1px solid var(--line)}
.more li:first-child{border:0}
.level{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;justify-content:space-between}
.level>p{flex:1 1 280px}`

const overlay = `
.layer{position:absolute;z-index:${TOP - 1};pointer-events:none}
.layer.clipped{overflow:hidden}
.inner{position:absolute}
.spot{position:absolute;width:24px;height:24px;margin:-12px;pointer-events:auto}
.layer .box input[aria-disabled]{opacity:.45;cursor:not-allowed}
.gone{position:absolute;background:var(--veil)}
.gone::after{content:"";position:absolute;inset-inline:12px;top:50%;border-top:1px solid var(--edge)}
.gone span{position:absolute;inset-inline-end:12px;top:50%;transform:translateY(-50%);z-index:1;padding:0 8px;
background:var(--sunk);border:1px solid var(--line);border-radius:4px;font-size:12px;line-height:20px;color:var(--soft)}`

const dialog = `
dialog{width:560px;max-width:calc(100vw - 32px);max-height:min(720px,calc(100vh - 32px));padding:0;border:0;
border-radius:10px;background:var(--ground);color:inherit;box-shadow:var(--shadow);overflow:hidden;overscroll-behavior:contain}
dialog[open]{display:flex}
dialog::backdrop{background:var(--backdrop)}
dialog form{display:flex;flex-direction:column;flex:1;min-width:0;min-height:0}
.head{display:grid;grid-template-columns:minmax(0,1fr);gap:4px;padding:20px 20px 12px}
.head .org{display:flex}
.head .alert{margin-top:8px;max-height:120px;overflow:auto}
.head h2{text-wrap:balance;overflow-wrap:anywhere}
.names{flex:1 1 auto;min-height:96px;overflow:auto;border-block:1px solid var(--line);background:var(--sunk);padding:4px 20px}
.names li{display:flex;justify-content:space-between;gap:16px;padding:4px 0}
.names li+li{border-top:1px solid var(--line)}
.names li>:last-child{flex:none;text-align:end}
@media (max-height:520px){dialog form{display:block;overflow:auto}.names{overflow:visible;border-bottom:0}
dialog .foot{position:sticky;bottom:0;max-height:none;background:var(--ground);border-top:1px solid var(--line)}}
.foot{display:grid;gap:12px;padding:12px 20px 16px;overflow:auto;flex:none;max-height:60%}
.ask{display:flex;flex-wrap:wrap;align-items:center;gap:8px}
.acts{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.acts .fill{flex:1}
.plan{display:grid;gap:4px;padding-inline-start:16px}
.plan li{list-style:disc}
@media (forced-colors:active){dialog,.bar{border:1px solid CanvasText}}`

/** Everything that stands on Zoho's page. */
export const pageStyles: readonly string[] = [
  tokens(":host"),
  host,
  base,
  button,
  chip,
  orgLine,
  tagName,
  bars,
  checkbox,
  input,
  jobState,
  bar,
  overlay,
  dialog,
]
