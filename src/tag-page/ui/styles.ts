/** Styles of all that we draw on Zoho's page, inside our shadow root. */
import { palette } from "../../ui/palette"
import { widgets } from "../../ui/styles"

/** Above the page's own layers; dialogs are in the top layer anyway. */
const TOP = 2147483646

const host = `
:host{all:initial!important;position:absolute!important;top:0!important;left:0!important;display:block!important}
`

const bar = `
.bar{position:fixed;z-index:${TOP};background:var(--ground);border:1px solid var(--edge);border-radius:8px;container-type:inline-size}
.bar.bottom{bottom:44px}
.bar.top{top:8px}
.tail{position:absolute;left:0;width:1px;height:1px;margin-top:-1px;visibility:hidden}
.bar.list{border-end-start-radius:0;border-end-end-radius:0}
.row{display:flex;flex-wrap:wrap;align-items:center;gap:8px;min-height:44px;padding:7px 8px}
.top-line{display:flex;align-items:flex-start}
.top-line>.row{flex:1;min-width:0;padding-inline-end:0}
.top-line>.btn{flex:none;margin:7px 8px 0}
.row>.brand{padding:6px}
.row>.brand,.row>.square:first-child{display:flex;color:var(--accent)}
.row>.acts{margin-inline-start:auto}
.row .text{flex:1 1 280px;min-width:0;text-wrap:pretty}
.row .text p+p{color:var(--soft)}
.pick{flex:0 1 220px;width:auto;height:28px;padding:3px 8px}
.count{font-weight:600;white-space:nowrap}
.count,.used,.row>.soft{unicode-bidi:plaintext}
.count::after{content:attr(data-widest);display:block;height:0;overflow:hidden;visibility:hidden}
.place{display:flex;flex:1 1 0;flex-wrap:wrap;height:28px;overflow:hidden;align-items:center;gap:28px 8px;min-width:min(300px,100%);padding-inline-start:12px;border-inline-start:1px solid var(--line)}
.place>.org{flex:none;min-height:28px;max-width:240px}
.place>.clip{flex:none;max-width:140px}
.place>.used{order:1;flex:none;max-width:none}
.text+.place{flex:none;max-width:100%}
.text+.place .used{display:none}
.place .track{flex:0 1 64px;min-width:32px}
@container (max-width:1080px){.place .used{display:none}}
@container (max-width:560px){.row>.place{flex:1 1 auto;height:auto;gap:0 8px;padding:0;border:0}}
.more{border-top:1px solid var(--line);padding:12px;max-height:min(320px,50vh);overflow:auto;display:grid;gap:12px}
.row.fault{padding-inline-start:14px;border-bottom:1px solid var(--line)}
.page{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;justify-content:space-between}
.page>p{flex:1 1 280px}`

const overlay = `
.layer{position:absolute;z-index:${TOP - 1};pointer-events:none}
.layer.clipped{overflow:hidden}
.inner{position:absolute;top:0;left:0}
.boxes{display:flex;flex-direction:column;align-items:flex-start;direction:ltr}
.spot{flex:none;width:24px;height:24px;pointer-events:auto}
.spot input{scroll-margin-block:64px 112px}
.tint{position:absolute;border-inline-start:3px solid var(--accent)}
.tint::after{content:"";position:absolute;inset:0;background:var(--accent);opacity:.12}
.layer .box input[aria-disabled]{opacity:.45;cursor:not-allowed}
.gone{position:absolute;background:var(--veil);container-type:inline-size}
@container (max-width:240px){.gone span{opacity:0}}
.gone::after{content:"";position:absolute;inset-inline:12px;top:50%;border-top:1px solid var(--edge)}
.gone span{position:absolute;inset-inline-end:12px;top:50%;transform:translateY(-50%);z-index:1;padding:0 8px;
background:var(--sunk);border:1px solid var(--line);border-radius:4px;font-size:12px;line-height:20px;color:var(--soft)}`

/** For everything we draw on Zoho's page. */
export const pageStyles: readonly string[] = [palette(":host"), host, ...widgets, bar, overlay]
