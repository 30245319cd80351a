/** Colors, fonts and spacing: one set of names, two sets of values. Text and background contrast meets AA or better. */

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
