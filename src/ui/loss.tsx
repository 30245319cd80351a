/** What every page of ours says, once, where the browser has lost all that was kept. */
import type { ComponentChildren, JSX } from "preact"

import { changesOf } from "../store/changes"
import type { Store } from "../store/store"
import { Button } from "./button"
import { t } from "./i18n"
import { ProblemNotice } from "./notice"
import { storageProblem } from "./storage-problem"
import { useStored } from "./use-stored"

const onStorage = changesOf("storage")

export function LossNotice({ onKnown }: { readonly onKnown: () => void }): JSX.Element {
  return (
    <ProblemNotice problem={storageProblem("lost")}>
      <Button onClick={onKnown}>{t("close")}</Button>
    </ProblemNotice>
  )
}

/** The notice until the person closes it, or something is kept again; else null. */
export function useLoss({ loss }: Pick<Store, "loss">): ComponentChildren {
  const isLost = useStored(onStorage, () => loss.isLost())
  return isLost ? <LossNotice onKnown={() => void loss.mark()} /> : null
}
