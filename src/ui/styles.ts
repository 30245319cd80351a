/** The palette, and the styles of everything that appears in more than one place. */

// Colors, fonts and spacing: one set of names, two sets of values. Text and background contrast meets AA or better.

const LIGHT = `
color-scheme:light;--scheme:light;
--ground:#fff;--sunk:#f5f7f9;--hover:#e9edf1;--line:#dce1e7;--edge:#7d8998;
--ink:#17202c;--soft:#4f5d6d;
--accent:#0c6a5c;--on-accent:#fff;--accent-hover:#095448;--accent-wash:#e3f2ee;
--danger:#b3261e;--danger-fill:#b3261e;--danger-hover:#8f1c16;--on-danger:#fff;--danger-wash:#fdeeec;
--warn:#7d4a00;--warn-wash:#fff5e0;--warn-line:#e7c078;
--production:#1f3354;--on-production:#fff;--production-line:#1f3354;
--sandbox:#ffe8b8;--on-sandbox:#643c00;--sandbox-line:#c98a1b;
--developer:#ece6fd;--on-developer:#452c94;--developer-line:#8f79d6;
--veil:#ffffffb8;--backdrop:#0f172266;--shadow:0 12px 40px #0f172240,0 2px 8px #0f17221f;`

const DARK = `
color-scheme:dark;--scheme:dark;
--ground:#1a2029;--sunk:#212933;--hover:#2e3844;--line:#354050;--edge:#8391a3;
--ink:#e8edf3;--soft:#adb9c7;
--accent:#56c7b1;--on-accent:#05231d;--accent-hover:#7ad8c5;--accent-wash:#173a36;
--danger:#ff9a91;--danger-fill:#c93b31;--danger-hover:#b03028;--on-danger:#fff;--danger-wash:#41211f;
--warn:#f6c76b;--warn-wash:#3a2e17;--warn-line:#7a5f27;
--production:#c6d5f0;--on-production:#14223b;--production-line:#c6d5f0;
--sandbox:#46340f;--on-sandbox:#ffd98f;--sandbox-line:#a97d25;
--developer:#33295c;--on-developer:#d8ccff;--developer-line:#7d6bc4;
--veil:#1a2029b8;--backdrop:#000000a6;--shadow:0 12px 40px #000000a6,0 0 0 1px #354050;`

/**
 * Custom properties on `selector`. They follow the system's color scheme unless the element has `data-theme`, as the
 * host on Zoho's page does, where the page's own background decides.
 */
export function palette(selector: ":root" | ":host"): string {
  const themed = (theme: string): string =>
    selector === ":host" ? `:host([data-theme=${theme}])` : `:root[data-theme=${theme}]`
  const sheet = `${selector},${themed("light")}{${LIGHT}}
@media (prefers-color-scheme:dark){${selector}{${DARK}}${themed("light")}{${LIGHT}}}
${themed("dark")}{${DARK}}`
  // The page's own rules for our host would otherwise win: https://www.w3.org/TR/css-cascade-5/#cascade-context
  return selector === ":host" ? sheet.replaceAll(";", "!important;") : sheet
}

/** For every screen and for Zoho's page. */
const shared = `
/* Text and focus. The element of class ts sets font and color. */
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
.fill{flex:1}
.brand{display:flex;color:var(--accent)}
.line.one{flex-wrap:nowrap}
.hide{position:absolute!important;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.icon{flex:none;width:16px;height:16px;fill:none;stroke:currentColor;stroke-width:1.5;
stroke-linecap:round;stroke-linejoin:round}
@media (prefers-reduced-motion:reduce){.ts *,.ts ::before{transition:none!important;animation:none!important}}
/* Buttons, chips and bars. */
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
@media (forced-colors:active){.btn,.btn.quiet{border-color:ButtonText;color:ButtonText}.btn:disabled,.btn[aria-disabled=true]{border-color:GrayText;color:GrayText}}
.chip{display:inline-flex;align-items:center;gap:4px;flex:none;height:20px;padding:0 7px 0 5px;border-radius:4px;
border:1px solid;font-size:12px;line-height:16px;font-weight:600;white-space:nowrap}
.chip .icon{width:12px;height:12px}
.chip.production{background:var(--production);color:var(--on-production);border-color:var(--production-line)}
.chip.sandbox{background:var(--sandbox);color:var(--on-sandbox);border-color:var(--sandbox-line);border-style:dashed}
.chip.developer{background:var(--developer);color:var(--on-developer);border-color:var(--developer-line)}
.org{display:inline-flex;align-items:center;gap:8px;min-width:0}
.org>.soft{flex:none}
.tag{display:inline-flex;align-items:baseline;gap:8px;min-width:0}
.tag bdi{overflow-wrap:anywhere;white-space:pre-wrap}
.dot{flex:none;align-self:flex-start;margin-top:5px;width:10px;height:10px;border-radius:5px;border:1px solid #0000;
box-shadow:inset 0 0 0 1px #00000026;forced-color-adjust:none}
.dot.none{border-color:var(--edge);box-shadow:none}
.track{display:block;overflow:hidden;height:6px;border-radius:3px;background:var(--line);min-width:48px}
.track>i{display:block;height:100%;border-radius:3px;background:var(--accent);transition:width .3s}
.track.full>i{background:var(--warn)}
.track.still>i{background:var(--edge)}
@media (forced-colors:active){.track{border:1px solid CanvasText}.track>i{background:Highlight;forced-color-adjust:none}}
/* Fields and boxes. */
.box{display:inline-flex;align-items:center;gap:8px;min-height:24px;min-width:24px;cursor:pointer}
.box input{flex:none;width:16px;height:16px;margin:4px;accent-color:var(--accent);cursor:inherit}
.input{width:100%;min-width:0;height:32px;padding:5px 8px;border:1px solid var(--edge);border-radius:6px;background:var(--ground)}
.input::placeholder{color:var(--soft);opacity:1}
.input[readonly]{background:var(--sunk);border-color:var(--line)}
.input[aria-invalid=true]{border-color:var(--danger)}
.input.num{width:96px;text-align:center}
.field{display:grid;gap:4px;min-width:0}
.field>label,.legend{font-weight:600}
.err{color:var(--danger);display:flex;gap:6px}
.err .icon{margin-top:2px}
.join{display:flex;gap:8px}
.join .btn{flex:none;height:32px}
.connect-now{display:grid;grid-template-columns:minmax(0,1fr);gap:12px;text-align:start}
/* Notices. */
.notice{display:flex;gap:8px;padding:8px 12px;border:1px solid;border-radius:6px;text-wrap:pretty}
.notice>.icon{margin-top:2px}
.notice>div{flex:1;min-width:0;display:grid;gap:4px}
.notice :is(p,.btn){color:var(--ink)}
.notice .acts,.alert .acts{margin-top:4px}
.notice.problem{background:var(--danger-wash);color:var(--danger);border-color:currentColor}
.notice.warn{background:var(--warn-wash);color:var(--warn);border-color:var(--warn-line)}
.notice.info{background:var(--sunk);color:var(--soft);border-color:var(--line)}
/* Jobs in lists, on one line, and the details of one. */
.state{display:inline-flex;align-items:center;gap:4px;white-space:nowrap;font-weight:500}
.state.running,.state.completed{color:var(--accent)}
.state.completed-with-problems,.state.paused{color:var(--warn)}
.state.failed{color:var(--danger)}
.state.waiting,.state.cancelled{color:var(--soft)}
.alert{display:flex;gap:8px}
.alert>.icon{margin-top:2px;color:var(--warn)}
.alert.problem>.icon{color:var(--danger)}
dialog .alert{padding:8px 12px;border:1px solid var(--warn-line);border-radius:6px;background:var(--warn-wash);overflow-wrap:anywhere}
dialog .alert.problem{border-color:var(--danger);background:var(--danger-wash)}
.job{display:flex;flex:1 1 240px;flex-wrap:wrap;align-items:center;gap:4px 12px;min-width:0}
.job .state{white-space:normal}
.job .track{flex:1 1 80px;max-width:360px}
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
.group div+div{margin-top:8px}
/* Dialogs: questions and their parts. */
dialog{width:560px;max-width:calc(100vw - 32px);max-height:min(720px,calc(100vh - 32px));padding:0;border:0;
border-radius:10px;background:var(--ground);color:inherit;box-shadow:var(--shadow);overflow:hidden;overscroll-behavior:contain}
dialog[open]{display:flex}
dialog::backdrop{background:var(--backdrop)}
dialog form{display:flex;flex-direction:column;flex:1;min-width:0;min-height:0}
.head{display:grid;grid-template-columns:minmax(0,1fr);gap:4px;padding:20px 20px 12px}
.head .org{display:flex;flex-wrap:wrap}.head .org .clip{white-space:normal;overflow-wrap:anywhere}
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
.foot{display:grid;gap:12px;padding:12px 20px 0;overflow:auto;flex:0 1 auto;min-height:0}
dialog .foot>.acts{position:sticky;bottom:0;margin:0 -20px;padding:4px 20px 16px;background:var(--ground)}
@media (max-height:520px){dialog form{display:block;overflow:auto}.names{max-height:max(96px,50vh)}
dialog .foot{display:contents}dialog .foot>*{margin:12px 20px}
dialog .foot>.acts{margin:0;padding:8px 20px;border-top:1px solid var(--line)}}
.obstacle{scroll-margin-block-end:64px}
.ask{display:flex;flex-wrap:wrap;align-items:center;gap:8px}
.ask .err:empty{display:none}
.choice .box{margin-inline-start:-4px}
.choice>p{padding-inline-start:28px}
.acts{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
@media (forced-colors:active){dialog,.bar{border:1px solid CanvasText}}
/* The page without its storage. */
.storage{box-sizing:border-box;max-width:760px;margin:0 auto;padding:16px}
.storage h1{margin-bottom:8px}`

/**
 * Gives a document or shadow root the palette, the shared styles and `own`.
 * Constructed sheets pass any CSP. Firefox refuses them to content scripts (bugzilla 1751346), but lets a content
 * script's own <style> element through the page's CSP (bugzilla 1415352), which is the fallback.
 */
export function adoptStyles(root: Document | ShadowRoot, own: string): void {
  const text = palette(root instanceof ShadowRoot ? ":host" : ":root") + shared + own
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
