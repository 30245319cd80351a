/** Styles of everything that appears in more than one place. */

/** Text and focus. `root` is the element that sets font and color. */
const base = `
.ts{color-scheme:var(--scheme);font:13px/20px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--ink);
font-variant-numeric:tabular-nums;-webkit-font-smoothing:antialiased;text-align:start}
:where(.ts *,.ts ::before,.ts ::after){box-sizing:border-box}
:where(h1,h2,h3,p,ul,ol,dl,dd){margin:0;padding:0;font:inherit;list-style:none}
:where(h1){font-size:20px;line-height:28px;font-weight:600}
:where(h2){font-size:16px;line-height:24px;font-weight:600}
:where(h3){font-weight:600}
:where(button,input,select,textarea){font:inherit;color:inherit;margin:0}
.ts :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.soft{color:var(--soft)}
.small{font-size:12px;line-height:16px}
.strong{font-weight:600}
.clip{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;min-width:0}
bdi.clip{display:block;text-align:match-parent}
.line{display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px;min-width:0}
.line>.fill{flex:1}
.line.one{flex-wrap:nowrap}
.hide{position:absolute!important;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.icon{flex:none;width:16px;height:16px;fill:none;stroke:currentColor;stroke-width:1.5;
stroke-linecap:round;stroke-linejoin:round}
@media (prefers-reduced-motion:reduce){.ts *,.ts ::before{transition:none!important;animation:none!important}}`

const button = `
.btn{display:inline-flex;align-items:center;justify-content:center;gap:6px;min-height:28px;padding:3px 12px;
border:1px solid var(--edge);border-radius:6px;background:var(--ground);font-weight:500;white-space:nowrap;
cursor:pointer}
.btn:hover{background:var(--hover)}
.btn.primary{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.btn.primary:hover{background:var(--accent-hover);border-color:var(--accent-hover)}
.btn.danger{background:var(--danger-fill);border-color:var(--danger-fill);color:var(--on-danger)}
.btn.danger:hover{background:var(--danger-hover);border-color:var(--danger-hover)}
.btn.quiet{border-color:transparent;background:none;padding:3px 8px}
.btn.quiet:hover{background:var(--hover)}
.btn.square{padding:3px;width:28px}
.btn:is(:disabled,[aria-disabled=true]),.btn:is(:disabled,[aria-disabled=true]):hover{background:var(--sunk);border-color:var(--line);color:var(--soft);cursor:default}
.btn.quiet:is(:disabled,[aria-disabled=true]),.btn.quiet:is(:disabled,[aria-disabled=true]):hover{background:none;border-color:transparent}
.btn[aria-expanded] .icon.turn{transition:transform .12s}
.btn[aria-expanded=true] .icon.turn{transform:rotate(180deg)}
@media (forced-colors:active){.btn,.btn.quiet{border-color:ButtonText;color:ButtonText}.btn:disabled,.btn[aria-disabled=true]{border-color:GrayText;color:GrayText}}`

const chip = `
.chip{display:inline-flex;align-items:center;gap:4px;flex:none;height:20px;padding:0 7px 0 5px;border-radius:4px;
border:1px solid;font-size:12px;line-height:16px;font-weight:600;white-space:nowrap}
.chip .icon{width:12px;height:12px}
.chip.production{background:var(--production);color:var(--on-production);border-color:var(--production-line)}
.chip.sandbox{background:var(--sandbox);color:var(--on-sandbox);border-color:var(--sandbox-line);border-style:dashed}
.chip.developer{background:var(--developer);color:var(--on-developer);border-color:var(--developer-line)}
.org{display:inline-flex;align-items:center;gap:8px;min-width:0}
.org>.soft{flex:none}`

const bars = `
.track{display:block;overflow:hidden;height:6px;border-radius:3px;background:var(--line);min-width:48px}
.track>i{display:block;height:100%;border-radius:3px;background:var(--accent);transition:width .3s}
.track.full>i{background:var(--warn)}
.track.still>i{background:var(--edge)}
@media (forced-colors:active){.track{border:1px solid CanvasText}.track>i{background:Highlight;forced-color-adjust:none}}`

const notice = `
.notice{display:flex;gap:8px;padding:8px 12px;border:1px solid;border-radius:6px;text-wrap:pretty}
.notice>.icon{margin-top:2px}
.notice>div{flex:1;min-width:0;display:grid;gap:4px}
.notice :is(p,.btn){color:var(--ink)}
.notice .acts{display:flex;flex-wrap:wrap;gap:8px;margin-top:4px}
.notice.problem{background:var(--danger-wash);color:var(--danger);border-color:currentColor}
.notice.warn{background:var(--warn-wash);color:var(--warn);border-color:var(--warn-line)}
.notice.info{background:var(--sunk);color:var(--soft);border-color:var(--line)}`

const input = `
.input{width:100%;min-width:0;height:32px;padding:5px 8px;border:1px solid var(--edge);border-radius:6px;background:var(--ground)}
.input::placeholder{color:var(--soft);opacity:1}
.input[readonly]{background:var(--sunk);border-color:var(--line)}
.input[aria-invalid=true]{border-color:var(--danger)}
.input.num{width:96px;text-align:center}`

const field = `
.field{display:grid;gap:4px;min-width:0}
.field>label,.legend{font-weight:600}
.err{color:var(--danger);display:flex;gap:6px}
.err .icon{margin-top:2px}
.join{display:flex;gap:8px}
.join .btn{flex:none;height:32px}
.connect-now{display:grid;grid-template-columns:minmax(0,1fr);gap:12px;text-align:start}
.connect-now .acts{display:flex;flex-wrap:wrap;gap:8px;align-items:center}`

const jobState = `
.state{display:inline-flex;align-items:center;gap:4px;white-space:nowrap;font-weight:500}
.state.running,.state.completed{color:var(--accent)}
.state.completed-with-problems,.state.paused{color:var(--warn)}
.state.failed{color:var(--danger)}
.state.waiting,.state.cancelled{color:var(--soft)}`

// Questions and their parts.

const alert = `
.alert{display:flex;gap:8px}
.alert>.icon{margin-top:2px;color:var(--warn)}
.alert.problem>.icon{color:var(--danger)}
dialog .alert{padding:8px 12px;border:1px solid var(--warn-line);border-radius:6px;background:var(--warn-wash);overflow-wrap:anywhere}
dialog .alert.problem{border-color:var(--danger);background:var(--danger-wash)}`

const jobLine = `
.job{display:flex;flex:1 1 240px;flex-wrap:wrap;align-items:center;gap:4px 12px;min-width:0}
.job .state{white-space:normal}
.job .track{flex:1 1 80px;max-width:360px}`

/** Jobs in lists, and the details of one. */
const jobs = `
.item{display:grid;grid-template-columns:minmax(0,1fr);gap:4px}
.item>.org{font-size:12px;line-height:16px;color:var(--soft)}
.item>.track{margin-block:4px;height:4px}
.item .title{flex:0 1 auto;min-width:0;overflow-wrap:anywhere;font-size:13px;line-height:20px}
.item>.acts{margin-top:4px}
.item>.track+.acts,.item>.wait+.acts{margin-top:0}
/* Its place is kept, so that nothing moves under a click when it comes. */
.item>.wait{min-height:16px;margin-top:-4px}
.item .at-end{margin-inline-start:auto}
.item time{flex:none;align-self:start}
.to-module{color:inherit;text-decoration:none}
.to-module:hover,.to-module:focus-visible{text-decoration:underline}
.parts{margin-top:4px;border:1px solid var(--line);border-radius:6px;background:var(--sunk)}
.parts>.item{padding:8px 12px}
.parts>.item+.item{border-top:1px solid var(--line)}
.details{display:grid;gap:8px;padding-top:8px}
.groups{max-height:260px;overflow:auto;border:1px solid var(--line);border-radius:6px;background:var(--sunk);padding:4px 12px}
.group{padding:8px 0}
.group+.group{border-top:1px solid var(--line)}
.group ul{padding-top:4px}
.group li{padding:2px 0}
.group li .small{padding-inline-start:18px}
.group div+div{margin-top:8px}`

const dialog = `
dialog{width:560px;max-width:calc(100vw - 32px);max-height:min(720px,calc(100vh - 32px));padding:0;border:0;
border-radius:10px;background:var(--ground);color:inherit;box-shadow:var(--shadow);overflow:hidden;overscroll-behavior:contain}
dialog[open]{display:flex}
dialog::backdrop{background:var(--backdrop)}
dialog form{display:flex;flex-direction:column;flex:1;min-width:0;min-height:0}
.head{display:grid;grid-template-columns:minmax(0,1fr);gap:4px;padding:20px 20px 12px}
.head .org{display:flex;flex-wrap:wrap}.head .org .clip{white-space:normal;overflow-wrap:anywhere}
.head+.head{padding-top:0}
.head .notice{margin-top:8px}
.head .alert{margin-top:8px;max-height:120px;overflow:auto}
.head :is(h1,h2){font-size:16px;line-height:24px;text-wrap:balance;overflow-wrap:anywhere}
.names{flex:1 1000 auto;min-height:96px;overflow:auto;border-block:1px solid var(--line);background:var(--sunk);padding:4px 20px}
.names li{display:flex;justify-content:space-between;gap:16px;padding:4px 0}
.names .of-records{text-align:end;padding-top:4px}
.names li+li{border-top:1px solid var(--line)}
.names li>:last-child{flex:none;text-align:end}
.names li:has(>.box){flex-wrap:wrap;justify-content:flex-end;gap:0 16px}
.names li>.box{flex:1 1 180px;min-width:0}
.names section{content-visibility:auto}
.names ul>li{content-visibility:auto;contain-intrinsic-size:auto 28px}
.names section+section{margin-top:8px}
.names h2{position:sticky;top:-4px;padding:4px 0;background:var(--sunk);font-size:inherit;line-height:inherit}
.names .alert{margin-block:4px}
.names .unused{flex-wrap:wrap;justify-content:flex-start;gap:4px 16px}
.names .unused>:last-child{flex:0 1 auto;text-align:start}
.counting{display:flex;align-items:center;gap:12px;min-height:32px;border-bottom:1px solid var(--line)}
.counting .btn+.btn{margin-inline-start:0}
.means{display:grid;gap:8px;align-content:start;min-height:40px}
.counting>span:first-child{flex:0 1 auto}
.counting .track{flex:1}
.counting .btn{margin-inline-start:auto}
.alert>div{display:grid;gap:4px}
.alert .acts{margin-top:4px}
.foot{display:grid;gap:12px;padding:12px 20px 0;overflow:auto;flex:0 1 auto;min-height:0}
dialog .foot>.acts{position:sticky;bottom:0;margin:0 -20px;padding:4px 20px 16px;background:var(--ground)}
@media (max-height:520px){dialog form{display:block;overflow:auto}.names{max-height:max(96px,50vh)}
dialog .foot{display:contents}dialog .foot>*{margin:12px 20px}
dialog .foot>.acts{margin:0;padding:8px 20px;border-top:1px solid var(--line)}}
.obstacle{scroll-margin-block-end:64px}
.ask{display:flex;flex-wrap:wrap;align-items:center;gap:8px}
.ask .err:empty{display:none}
.ask:empty{display:none}
.choice .box{margin-inline-start:-4px}
.choice>p{padding-inline-start:28px}
.acts{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.acts .fill{flex:1}
@media (forced-colors:active){dialog,.bar{border:1px solid CanvasText}}`

const tagName = `
.tag{display:inline-flex;align-items:baseline;gap:8px;min-width:0}
.tag bdi{overflow-wrap:anywhere;white-space:pre-wrap}
.dot{flex:none;align-self:flex-start;margin-top:5px;width:10px;height:10px;border-radius:5px;border:1px solid #0000;
box-shadow:inset 0 0 0 1px #00000026;forced-color-adjust:none}
.dot.none{border-color:var(--edge);box-shadow:none}`

const checkbox = `
.box{display:inline-flex;align-items:center;gap:8px;min-height:24px;min-width:24px;cursor:pointer}
.box input{flex:none;width:16px;height:16px;margin:4px;accent-color:var(--accent);cursor:inherit}`

/** Styles of the shared widgets, for every screen and for Zoho's page. */
export const widgets: readonly string[] = [
  base,
  button,
  chip,
  tagName,
  bars,
  checkbox,
  input,
  field,
  notice,
  jobState,
  alert,
  jobLine,
  jobs,
  dialog,
]

/**
 * Adds style sheets to a document or shadow root.
 * Constructed sheets pass any CSP. Firefox refuses them to content scripts (bugzilla 1751346), but lets a content
 * script's own <style> element through the page's CSP (bugzilla 1415352), which is the fallback.
 */
export function adoptStyles(root: Document | ShadowRoot, ...css: readonly string[]): void {
  const text = css.join("\n")
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  } catch {
    const style = document.createElement("style")
    style.textContent = text
    ;(root instanceof ShadowRoot ? root : root.head).append(style)
  }
}
