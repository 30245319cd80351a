/** Questions and what they are made of, wherever they are asked. */

export const alert = `
.alert{display:flex;gap:8px}
.alert>.icon{margin-top:2px;color:var(--warn)}
.alert.problem>.icon{color:var(--danger)}
dialog .alert{padding:8px 12px;border:1px solid var(--warn-line);border-radius:6px;background:var(--warn-wash);overflow-wrap:anywhere}
dialog .alert.problem{border-color:var(--danger);background:var(--danger-wash)}`

export const jobLine = `
.job{display:flex;flex:1 1 240px;flex-wrap:wrap;align-items:center;gap:4px 12px;min-width:0}
.job .state{white-space:normal}
.job .track{flex:1 1 80px;max-width:360px}`

export const dialog = `
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
.names li+li{border-top:1px solid var(--line)}
.names li>:last-child{flex:none;text-align:end}
.names section{content-visibility:auto}
.names ul>li{content-visibility:auto;contain-intrinsic-size:auto 28px}
.names section+section{margin-top:8px}
.names h2{position:sticky;top:-4px;padding:4px 0;background:var(--sunk);font-size:inherit;line-height:inherit}
.names .alert{margin-block:4px}
.names .unused{flex-wrap:wrap;justify-content:flex-start;gap:4px 16px}
.names .unused>:last-child{flex:0 1 auto;text-align:start}
.counting{display:flex;align-items:center;gap:12px;min-height:32px;border-bottom:1px solid var(--line)}
.counting>span:first-child{flex:0 1 auto}
.counting .track{flex:1}
.counting .btn{margin-inline-start:auto}
.foot{display:grid;gap:12px;padding:12px 20px 0;overflow:auto;flex:0 1 auto;min-height:0}
dialog .foot>.acts{position:sticky;bottom:0;margin:0 -20px;padding:4px 20px 16px;background:var(--ground)}
@media (max-height:520px){dialog form{display:block;overflow:auto}.names{max-height:max(96px,50vh)}
dialog .foot{display:contents}dialog .foot>*{margin:12px 20px}
dialog .foot>.acts{margin:0;padding:8px 20px;border-top:1px solid var(--line)}}
.ask{display:flex;flex-wrap:wrap;align-items:center;gap:8px}
.ask .err:empty{display:none}
.ask:empty{display:none}
.choice .box{margin-inline-start:-4px}
.choice>p{padding-inline-start:28px}
.acts{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.acts .fill{flex:1}
@media (forced-colors:active){dialog,.bar{border:1px solid CanvasText}}`

export const tagName = `
.tag{display:inline-flex;align-items:baseline;gap:8px;min-width:0}
.tag bdi{overflow-wrap:anywhere;white-space:pre-wrap}
.dot{flex:none;align-self:flex-start;margin-top:5px;width:10px;height:10px;border-radius:5px;border:1px solid #0000;
box-shadow:inset 0 0 0 1px #00000026;forced-color-adjust:none}
.dot.none{border-color:var(--edge);box-shadow:none}`

export const checkbox = `
.box{display:inline-flex;align-items:center;gap:8px;min-height:24px;min-width:24px;cursor:pointer}
.box input{flex:none;width:16px;height:16px;margin:4px;accent-color:var(--accent);cursor:inherit}`
