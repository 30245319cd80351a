import { bars, base, button, chip, input, notice } from "../ui/base"
import { alert, checkbox, dialog, tagName } from "../ui/dialog-styles"
import { tokens } from "../ui/tokens"

/** The question fills its window. */
const confirm = `
html,body{height:100%;margin:0;background:var(--ground)}
dialog.question{inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;border-radius:0;box-shadow:none}
.over{display:grid;justify-items:start;gap:12px;max-width:480px;padding:24px;font-size:14px}`

export const confirmStyles: readonly string[] = [
  tokens(":root"),
  base,
  button,
  chip,
  tagName,
  bars,
  checkbox,
  input,
  notice,
  alert,
  dialog,
  confirm,
]
