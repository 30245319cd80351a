import type { JSX } from "preact"
import { useEffect } from "preact/hooks"
import type { Problem } from "../messaging/views"
import { RestoreQuestion } from "../ui/task-questions"
import { useRestore } from "../ui/use-task"

/** The wish to restore what a backup holds, from the draft to the answer. Another object is another wish. */
export function RestoreWish(props: {
  readonly wish: { readonly backupId: string }
  /** Told why there is no question; null once that is past. */
  readonly onProblem: (problem: Problem | null) => void
}): JSX.Element {
  const { wish, onProblem } = props
  const restoring = useRestore()
  const { problem } = restoring
  useEffect(() => {
    restoring.ask({ ...wish, tags: null })
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked once for each wish, not at each drawing
  }, [wish])
  useEffect(() => onProblem(problem), [problem, onProblem])
  return <RestoreQuestion restoring={restoring} />
}
