import type { JSX } from "preact"
import { useId } from "preact/hooks"
import { t } from "../../i18n/translate"
import { wholeNumber, withAsciiDigits } from "../../lib/text"
import { Icon } from "../controls"

/** Whether that is the number, in the digits of any script, with or without separators of thousands. */
export const isNumber = (typed: string, count: number): boolean => wholeNumber(typed) === count

/** Whether more can make it the number. */
function isBegun(typed: string, count: number): boolean {
  const digits = withAsciiDigits(typed).replace(/[.,'’٬\s]/g, "")
  return digits.length < String(count).length && String(count).startsWith(digits)
}

/** The number that confirms, to be typed; says so once what stands there cannot become it. */
export function TypedNumber(props: {
  readonly count: number
  readonly typed: string
  readonly onType: (typed: string) => void
}): JSX.Element {
  const { count, typed } = props
  const id = useId()
  const wrong = !isNumber(typed, count) && !isBegun(typed, count)
  return (
    <div class="ask">
      <label for={id}>{t("confirm_type", count)}</label>
      <input
        id={id}
        class="input num"
        type="text"
        inputMode="numeric"
        autocomplete="off"
        value={typed}
        aria-invalid={wrong || undefined}
        aria-describedby={`${id}w`}
        onInput={(event) => props.onType(event.currentTarget.value)}
      />
      <p id={`${id}w`} class="err" aria-live="polite">
        {wrong && (
          <>
            <Icon name="warning" />
            {t("confirm_type_wrong", count)}
          </>
        )}
      </p>
    </div>
  )
}
