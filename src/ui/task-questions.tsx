/** The open question of `useRestore` or `useMerge`, ready to be put on a page of ours. */
import type { JSX } from "preact"
import { MergeDialog } from "./merge-dialog"
import { RestoreDialog } from "./restore-dialog"
import type { Merging, Restoring } from "./use-task"

export function RestoreQuestion({ restoring }: { readonly restoring: Restoring }): JSX.Element | null {
  if (!restoring.asked) return null
  return (
    <RestoreDialog
      {...restoring.asked}
      onConfirm={(only) => restoring.confirm({ only })}
      onAllow={() => restoring.allow()}
      onCancelDialog={restoring.cancel}
    />
  )
}

export function MergeQuestion({ merging }: { readonly merging: Merging }): JSX.Element | null {
  if (!merging.asked) return null
  return (
    <MergeDialog
      {...merging.asked}
      onConfirm={merging.confirm}
      onAllow={() => merging.allow()}
      onAllowRecords={() => merging.allow(["records"])}
      onCancelDialog={merging.cancel}
    />
  )
}
