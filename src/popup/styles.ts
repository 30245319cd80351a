import { palette } from "../ui/palette"
import { widgets } from "../ui/styles"

const popup = `
body{margin:0;background:var(--ground)}
.popup{display:flex;flex-direction:column;width:400px;max-width:100vw;max-height:600px;background:var(--ground)}
.popup>main{flex:1 1 auto;min-height:160px;overflow:auto}
.top,.bottom{display:flex;align-items:center;gap:8px;padding:8px 16px;min-height:44px}
.top{border-bottom:1px solid var(--line)}
.top .brand{display:flex;color:var(--accent)}
.top .org{flex:1;font-weight:600}
.item>.org{font-size:12px;line-height:16px;color:var(--soft)}
.bottom{border-top:1px solid var(--line);flex-wrap:wrap}
.bottom .fill{flex:1}
.look{padding:4px 8px;border-top:1px solid var(--line)}
.item{display:grid;grid-template-columns:minmax(0,1fr);gap:4px;padding:12px 16px}
.item+.item{border-top:1px solid var(--line)}
.set>.parts{margin-top:4px;border:1px solid var(--line);border-radius:6px;background:var(--sunk)}
.set .item{padding:8px 12px}
.to-module{color:inherit;text-decoration:none}
.to-module:hover,.to-module:focus-visible{text-decoration:underline}
.item>.track{margin-block:4px;height:4px}
.line{display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px;min-width:0}
.line>.fill{flex:1}
.line>.title{flex:0 1 auto;min-width:0;overflow-wrap:anywhere;font-size:13px;line-height:20px}
.line>time{flex:none;align-self:start}
.line.one{flex-wrap:nowrap}
.line .text{flex:1;min-width:0}
.line>.btn.quiet:last-child{margin-inline-end:-8px}
.pad{padding:12px 16px}
.details{display:grid;gap:8px;padding-top:8px}
.groups{max-height:260px;overflow:auto;border:1px solid var(--line);border-radius:6px;background:var(--sunk);padding:4px 12px}
.group{padding:8px 0}
.group+.group{border-top:1px solid var(--line)}
.group ul{padding-top:4px}
.group li{padding:2px 0}
.group li .small{padding-inline-start:18px}
.group div+div{margin-top:8px}
.empty{display:grid;justify-items:center;gap:8px;padding:24px 32px;text-align:center;text-wrap:balance}
.empty>.btn{margin-top:8px}
.picture{width:240px;height:120px;margin-bottom:8px}
/* The obstacle needs the space. */
.empty:has([role=alert]) .picture{display:none}
.picture .page{fill:var(--sunk);stroke:var(--line)}
.picture .page.strong{fill:var(--ground);stroke:var(--edge)}
.picture .line{stroke:var(--line);fill:none}
.picture .mark{fill:var(--line)}
.picture .box{fill:var(--ground);stroke:var(--edge)}
.picture .box.on{fill:var(--accent);stroke:var(--accent)}
.picture .tick{fill:none;stroke:var(--on-accent);stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.picture .red{fill:var(--danger-fill)}
.picture .white{fill:var(--on-danger)}
.storage{width:400px;max-width:100vw}
@media (forced-colors:active){.picture{forced-color-adjust:none}}`

export const popupStyles: readonly string[] = [palette(":root"), ...widgets, popup]
