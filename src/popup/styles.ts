/** The popup's styles, beside those of all our pages in `ui/styles.ts`. */
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
.bottom{border-top:1px solid var(--line);flex-wrap:wrap}
.bottom .fill{flex:1}
.look{padding:4px 8px;border-top:1px solid var(--line)}
.jobs>.item{padding:12px 16px}
.jobs>.item+.item{border-top:1px solid var(--line)}
.line .text{flex:1;min-width:0}
.line>.btn.quiet:last-child{margin-inline-end:-8px}
.pad{padding:12px 16px}
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
.storage h1{font-size:16px;line-height:24px}
@media (forced-colors:active){.picture{forced-color-adjust:none}}`

export const popupStyles: readonly string[] = [palette(":root"), ...widgets, popup]
