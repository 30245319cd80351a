/** Ground rules for every surface: type scale, focus, and the controls that all of them share. */

/** Text and focus. `root` is the element that carries type and colour. */
export const base = `
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
.hide{position:absolute!important;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.icon{flex:none;width:16px;height:16px;fill:none;stroke:currentColor;stroke-width:1.5;
stroke-linecap:round;stroke-linejoin:round}
@media (prefers-reduced-motion:reduce){.ts *,.ts ::before{transition:none!important;animation:none!important}}`

export const button = `
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
.btn:disabled,.btn[aria-disabled=true]{background:var(--sunk);border-color:var(--line);color:var(--soft);cursor:default}
.btn.quiet:disabled,.btn.quiet[aria-disabled=true]{background:none;border-color:transparent}
.btn[aria-expanded] .icon.turn{transition:transform .12s}
.btn[aria-expanded=true] .icon.turn{transform:rotate(180deg)}
@media (forced-colors:active){.btn,.btn.quiet{border-color:ButtonText;color:ButtonText}.btn:disabled,.btn[aria-disabled=true]{border-color:GrayText;color:GrayText}}`

export const chip = `
.chip{display:inline-flex;align-items:center;gap:4px;flex:none;height:20px;padding:0 7px 0 5px;border-radius:4px;
border:1px solid;font-size:12px;line-height:16px;font-weight:600;white-space:nowrap}
.chip .icon{width:12px;height:12px}
.chip.production{background:var(--production);color:var(--on-production);border-color:var(--production-line)}
.chip.sandbox{background:var(--sandbox);color:var(--on-sandbox);border-color:var(--sandbox-line);border-style:dashed}
.chip.developer{background:var(--developer);color:var(--on-developer);border-color:var(--developer-line)}
.org{display:inline-flex;align-items:center;gap:8px;min-width:0}
.org>.soft{flex:none}`

export const bars = `
.track{display:block;overflow:hidden;height:6px;border-radius:3px;background:var(--line);min-width:48px}
.track>i{display:block;height:100%;border-radius:3px;background:var(--accent);transition:width .3s}
.track.full>i{background:var(--warn)}
.track.still>i{background:var(--edge)}
@media (forced-colors:active){.track{border:1px solid CanvasText}.track>i{background:Highlight;forced-color-adjust:none}}`

export const notice = `
.notice{display:flex;gap:8px;padding:8px 12px;border:1px solid;border-radius:6px;text-wrap:pretty}
.notice>.icon{margin-top:2px}
.notice>div{flex:1;min-width:0;display:grid;gap:4px}
.notice p{color:var(--ink)}
.notice .acts{display:flex;flex-wrap:wrap;gap:8px;margin-top:4px}
.notice.problem{background:var(--danger-wash);color:var(--danger);border-color:currentColor}
.notice.warn{background:var(--warn-wash);color:var(--warn);border-color:var(--warn-line)}
.notice.info{background:var(--sunk);color:var(--soft);border-color:var(--line)}`

export const input = `
.input{width:100%;min-width:0;height:32px;padding:5px 8px;border:1px solid var(--edge);border-radius:6px;background:var(--ground)}
.input::placeholder{color:var(--soft);opacity:1}
.input[readonly]{background:var(--sunk);border-color:var(--line)}
.input[aria-invalid=true]{border-color:var(--danger)}
.input.num{width:96px;text-align:center}`

export const field = `
.field{display:grid;gap:4px;min-width:0}
.field>label,.legend{font-weight:600}
.err{color:var(--danger);display:flex;gap:6px}
.err .icon{margin-top:2px}
.join{display:flex;gap:8px}
.join .btn{flex:none;height:32px}
.connect-now{display:grid;grid-template-columns:minmax(0,1fr);gap:12px;text-align:start}
.connect-now .acts{display:flex;flex-wrap:wrap;gap:8px;align-items:center}`

export const jobState = `
.state{display:inline-flex;align-items:center;gap:4px;white-space:nowrap;font-weight:500}
.state.running,.state.completed{color:var(--accent)}
.state.completed-with-problems,.state.paused{color:var(--warn)}
.state.failed{color:var(--danger)}
.state.waiting,.state.cancelled{color:var(--soft)}`
