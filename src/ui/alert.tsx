import type { ComponentChildren, JSX } from "preact"
import type { Problem } from "../messaging/views"
import { Icon } from "./icon"

/** Something that stands in the way, told at once. */
export function Alert({
  tone = "warn",
  children,
}: {
  tone?: "warn" | "problem"
  children: ComponentChildren
}): JSX.Element {
  return (
    <div class={`text alert ${tone}`} role="alert">
      <Icon name={tone === "warn" ? "warning" : "fail"} />
      <div>{children}</div>
    </div>
  )
}

/** A failure's three sentences, as short as they can be said. */
export function ProblemText({
  problem,
}: {
  problem: Pick<Problem, "happened" | "unchanged" | "remedy">
}): JSX.Element {
  return (
    <Alert tone="problem">
      <p class="strong">{problem.happened}</p>
      <p>
        {problem.unchanged} {problem.remedy}
      </p>
    </Alert>
  )
}
