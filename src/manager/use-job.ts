import { useState } from "preact/hooks"
import { send } from "../messaging/send"
import type { JobProgress } from "../messaging/views"
import { onStoreChange } from "../store/changes"
import type { Store } from "../store/store"
import { useStored } from "../ui/use-stored"

/** The job to show for a module: the one followed here, else the newest that is not over. */
export function useJob(
  store: Store,
  accountId: string,
  module: string,
): readonly [JobProgress | null, (jobId: string | null) => void] {
  const key = `${accountId} ${module}`
  const [followed, setFollowed] = useState<Readonly<Record<string, string | null>>>({})
  const follow = (jobId: string | null): void => setFollowed((all) => ({ ...all, [key]: jobId }))
  const jobId = followed[key] ?? null
  const job = useStored<JobProgress | null>(
    onStoreChange,
    async () => {
      if (jobId !== null) return send("job.progress", { jobId })
      const open = (await store.jobs.open())
        .filter((each) => each.accountId === accountId && each.module.apiName === module)
        .sort((a, b) => b.createdAt - a.createdAt)[0]
      if (!open) return null
      // Held from now on, so that its end is shown, too.
      setFollowed((all) => ({ ...all, [key]: open.id }))
      return send("job.progress", { jobId: open.id })
    },
    `${key} ${jobId ?? ""}`,
  )
  return [job ?? null, follow]
}
