/** The tag manager's styles, beside those of all our pages in `ui/styles.ts`. */

// `contain` marks parts whose size comes from outside. Without it, every key in the filter and every frame of
// scrolling lays out all modules and rows, which takes four times as long.
export const managerStyles = `
html,body{height:100%;margin:0;background:var(--ground)}
#__plasmo{height:100%}
.manager{display:flex;flex-direction:column;height:100%;min-height:320px}
.skip{position:absolute;z-index:2;inset-block-start:8px;inset-inline-start:8px}
.skip:not(:focus){clip-path:inset(50%);pointer-events:none}
.masthead{display:flex;flex-wrap:wrap;align-items:center;gap:8px 16px;padding:8px 16px;min-height:48px;border-bottom:1px solid var(--line)}
.masthead h1{font-size:16px;line-height:24px}
.masthead .input{width:auto;max-width:320px;margin-inline-start:auto}
.masthead .aside{color:var(--accent);min-height:24px;line-height:24px;margin-inline-start:auto}
.masthead .input+.aside{margin-inline-start:0}
.manager>.notice{margin:12px 16px 0}
.manager .notice>div{grid-template-columns:minmax(0,1fr) auto;gap:0 12px;align-items:center}
.manager .notice>div>*{grid-column:1}
.manager .notice .acts{grid-column:2;grid-row:1/span 8;margin:0}
.panes{display:grid;grid-template-columns:240px minmax(0,1fr);flex:1;min-height:0}
.panes>main{display:flex;min-width:0;min-height:0}
.alone{display:flex;flex:1}
.modules{overflow:auto;contain:strict;border-inline-end:1px solid var(--line);background:var(--sunk);padding:12px 8px}
.loading{position:sticky;bottom:-12px;display:grid;gap:4px;padding:8px;background:var(--sunk);border-top:1px solid var(--line)}
.module{position:relative;display:grid;grid-template-columns:minmax(0,1fr);gap:4px;padding:8px;border-radius:6px}
.module:hover{background:var(--hover)}
.module.open{background:var(--accent-wash)}
.module .name{display:flex;min-width:0;align-items:center;gap:8px;border:0;padding:0;background:none;font-weight:600;text-align:start;cursor:pointer}
.module .name::after{content:"";position:absolute;inset:0;border-radius:6px}
.module .name .icon{color:var(--warn)}
.module .name:focus-visible{outline:none}
.module .name:focus-visible::after{outline:2px solid var(--accent);outline-offset:-2px}
.module .name .count{flex:none;margin-inline-start:auto;color:var(--accent);font-size:12px;font-weight:500}
.modules>.line{min-height:36px;padding:0 0 4px 8px;flex-wrap:nowrap}
.loading .btn{justify-self:start;margin-inline-start:-8px}
.module .btn{position:relative;justify-self:start;margin-inline-start:-8px}
.content{display:flex;flex-direction:column;flex:1;gap:8px;min-width:0;min-height:0;padding:12px 16px 0}
.content>:not(.table,.empty){flex:none}
.chosen{outline-offset:0;border-top:1px solid var(--line);padding-top:8px}
.chosen>:not(.clip){flex:none}
.chosen>.clip:not(:empty){min-width:160px}
.chosen>.do{display:flex;gap:8px;margin-inline-start:auto}
.toolbar{display:flex;flex-wrap:wrap;align-items:center;gap:6px}
.toolbar>*{flex:none}
.toolbar>.fill{flex:1}
search .input{width:auto;height:28px;padding-block:3px}
.toolbar .input[type=search]{flex:8 1 96px;min-width:96px;max-width:320px}
.more{margin-top:8px}
.more select.input{max-width:176px}
.day{display:inline-flex;align-items:center;gap:6px}
.pill{padding-inline:8px;gap:4px}
.pill[aria-pressed=true]{background:var(--accent-wash);border-color:var(--accent)}
.toolbar .count{color:var(--accent)}
.keys{display:grid;gap:4px}
.keys>div{display:grid;grid-template-columns:96px 1fr;align-items:center;gap:16px}
kbd{padding:2px 6px;border:1px solid var(--line);border-radius:4px;background:var(--sunk);font:inherit}
.ask-for>.names{margin-inline:-20px}
.jobbars{display:grid;gap:8px}
.jobbars>.item{padding:8px 12px;border:1px solid var(--line);border-radius:6px;background:var(--sunk)}
.jobbars .parts+.acts{margin-top:8px}
.jobbars .parts,.jobbars .groups{max-height:200px;overflow:auto;background:var(--ground)}
.content>.counting{min-height:28px;border:0}
.content>.counting .track{max-width:360px}
.content>.counting .btn:first-of-type{margin-inline-start:0}
.ask-for{display:grid;gap:8px;padding:2px 20px 12px;overflow:auto}
.names-in{height:200px;resize:vertical;font:inherit}
.file{display:flex;flex-wrap:wrap;align-items:center;gap:8px}
.table{position:relative;flex:1;min-height:160px;overflow:auto;contain:strict;margin-inline:-16px;border-top:1px solid var(--line);overflow-anchor:none}
.thead,.tbody{min-width:var(--least)}
.thead{position:sticky;top:0;z-index:1;background:var(--ground)}
.tbody{position:relative;contain:layout style}
.trow{display:grid;grid-template-columns:var(--columns);align-items:center;gap:0 var(--gap);height:32px;padding:0 var(--padding);border-bottom:1px solid var(--line)}
.tbody .trow{position:absolute;top:0;inset-inline:0;contain:strict}
.tbody .trow:hover{background:var(--sunk)}
.trow.picked,.tbody .trow.picked:hover{background:var(--accent-wash)}
.trow .of-name{display:flex;align-items:center;gap:8px}
.trow .of-name>bdi{white-space:pre}
.trow input[aria-disabled=true]{opacity:.45}
.trow .dot,.pill .dot{display:block;align-self:center;margin:0}
.trow .of-name>bdi:has(+.mark:last-child){flex:none;max-width:calc(100% - 72px)}
.mark{flex:0 100 auto;min-width:40px;overflow:hidden;text-overflow:ellipsis;padding:0 6px;border:1px solid var(--line);border-radius:4px;font-size:12px;line-height:16px;color:var(--soft)}
.mark.keep{border-color:var(--accent);color:var(--accent)}
.keep-it{min-height:24px;padding-block:1px;margin-inline-start:auto;color:var(--accent)}
.used{display:inline-flex;align-items:center;gap:4px;max-width:100%;color:var(--warn);overflow:hidden;text-overflow:ellipsis}
.trow>*{min-width:0}
.tbody .trow:not(.protected){cursor:default}
.of-records{display:flex;justify-content:flex-end;align-items:center;padding-inline-end:12px;text-align:end}
.titles .of-records{padding-inline-end:4px}
.of-records .btn{padding-inline:4px;color:var(--accent)}
.trow.first:not([data-index="0"]){border-top:1px solid var(--edge)}
.of-records .sort{justify-content:flex-end}
.sort{display:flex;align-items:center;gap:4px;width:100%;min-width:0;height:31px;padding:0;border:0;background:none;font-weight:600;color:var(--soft);text-align:start;cursor:pointer}
.sort:hover,.sort.by{color:var(--ink)}
.sort .icon{width:12px;height:12px}
.sort.ascending .icon{transform:rotate(180deg)}
.empty{display:grid;flex:1;align-content:center;justify-items:center;gap:12px;padding:32px;text-align:center;text-wrap:balance}
@media (max-width:1100px){.panes{grid-template-columns:208px minmax(0,1fr)}}
@media (max-width:860px){.panes{grid-template-columns:minmax(0,1fr);grid-template-rows:auto minmax(0,1fr)}
.masthead{flex-wrap:nowrap;min-height:32px;padding-block:2px}
.masthead h1{white-space:nowrap}
.masthead>.soft{display:none}
.modules{contain:content;display:flex;align-items:center;padding:0 8px;border-inline-end:0;border-bottom:1px solid var(--line)}
.modules>.line,.modules .small,.modules .track{display:none}
.modules ul{display:flex}
.module{flex:none;padding:2px 8px}
.module .btn{display:none}
.content{gap:2px;padding:2px 12px 0;overflow:hidden auto}
.content>.table{flex:1 0 224px}
.content>.notice{max-height:96px;padding:1px 8px;overflow:auto;font-size:12px;line-height:16px}
.jobbars{max-height:160px;overflow:auto}
.jobbars>.item{padding:0 8px}
.titles{height:28px}
.titles .sort{height:27px}
.chosen{padding-top:2px}
.chosen .label{display:none}
.chosen>.clip:not(:empty){min-width:0}
.module .name{min-height:24px}
.toolbar,.more{flex-wrap:nowrap;overflow:auto hidden;margin:-2px;padding:2px}
.more>*{flex:none}.more .line{flex-wrap:nowrap}
.table{margin-inline:-12px}}
@media (forced-colors:active){.module.open{outline:2px solid Highlight;outline-offset:-2px}.trow.picked{outline:1px solid Highlight;outline-offset:-1px}.pill[aria-pressed=true]{border-width:3px}}`
