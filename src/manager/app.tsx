import type { JSX } from "preact"
import { useEffect, useState } from "preact/hooks"
import { send } from "../messaging/send"
import type { Problem } from "../messaging/views"
import { onStoreChange } from "../store/changes"
import type { Store } from "../store/store"
import { downloadCsv } from "../ui/csv"
import { settled, silent } from "../ui/silent"
import { useStored } from "../ui/use-stored"
import { readPlace, writePlace } from "./address"
import type { Place } from "./address"
import { tagsCsv, tagsCsvName } from "./export"
import { useDeletion } from "./use-deletion"
import { useModules } from "./use-modules"
import type { ModuleEntry, Modules } from "./use-modules"
import { useOnline } from "./use-online"
import { usePicks } from "./use-picks"
import { ManagerView } from "./view"

/** Where the manager stands, kept in the address. */
function usePlace(): readonly [Place, (change: Partial<Place>) => void] {
  const [place, setPlace] = useState(() => readPlace(location.search))
  useEffect(() => {
    history.replaceState(null, "", `${location.pathname}${writePlace(place)}`)
  }, [place])
  return [place, (change) => setPlace((now) => ({ ...now, ...change }))]
}

/** The module that the address names, else the first of the list. */
function opened(modules: Modules, place: Place): { wanted: string; entry: ModuleEntry | undefined } {
  const wanted = place.module ?? modules.entries?.[0]?.module.apiName ?? ""
  return { wanted, entry: modules.entries?.find((each) => each.module.apiName === wanted) }
}

/** The tag manager over the real store and background. */
export function Manager({ store }: { store: Store }): JSX.Element {
  const [place, onPlace] = usePlace()
  const online = useOnline()
  const accounts = useStored(onStoreChange, () => store.accounts.list())
  const account = accounts?.find((each) => each.id === place.account) ?? accounts?.[0]
  const accountId = account?.id ?? ""
  const modules = useModules(account?.id, place.module)
  const { wanted, entry } = opened(modules, place)
  const selection = usePicks(`${accountId} ${wanted}`, entry?.tags?.tags)
  const deletion = useDeletion(store, accountId, wanted, (ids) => {
    selection.clear(ids)
    modules.reloadModule(wanted)
  })
  const [failure, setFailure] = useState<Problem | null>(null)
  const signIn = async (): Promise<void> => {
    setFailure(null)
    const outcome = await settled(send("account.reconnect", { accountId }))
    if (outcome.ok) modules.reload()
    else setFailure(outcome.problem)
  }
  return (
    <ManagerView
      accounts={accounts}
      account={account}
      modules={modules}
      entry={entry}
      place={place}
      selection={selection}
      deletion={deletion}
      online={online}
      onPlace={onPlace}
      failure={failure}
      onConnect={() => void send("open", { screen: "options" }).catch(() => setFailure(silent()))}
      onSignIn={() => void signIn()}
      onExport={(tags) => {
        if (account && entry)
          downloadCsv(tagsCsvName(entry.module, Date.now()), tagsCsv(account.org, entry.module, tags))
      }}
    />
  )
}
