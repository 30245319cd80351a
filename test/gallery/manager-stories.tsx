/** Every state of the tag manager. */
import { render } from "preact"
import { managerStyles } from "../../src/manager/styles"
import type { Deletion } from "../../src/manager/use-deletion"
import type { ModuleEntry, Modules } from "../../src/manager/use-modules"
import { ManagerView } from "../../src/manager/view"
import type { ManagerViewProps } from "../../src/manager/view"
import type { ListedTag, ModuleTags } from "../../src/messaging/views"
import type { Account } from "../../src/store/accounts"
import { createSelection } from "../../src/ui/selection"
import { adoptStyles } from "../../src/ui/style"
import * as f from "./fixtures"

const nothing = (): void => undefined

export const account = (org = f.acme): Account => ({
  id: `${org.location}-${org.environment}-${org.id}`,
  org,
  kind: "client-based",
  clientId: "1000.ABC",
  apiEnvironment: org.environment,
  scopes: [],
  user: "Jane Doe",
  connectedAt: f.NOW,
})

/** Tags as the manager gets them, with people and times. */
export function listed(count: number, counted = true): ListedTag[] {
  return f.tags(count).map((tag, index) => ({
    ...tag,
    records: counted ? tag.records : null,
    createdBy: ["Jane Doe", "Zoë Müller-Lüdenscheidt", "אבי כהן"][index % 3] ?? "",
    createdTime: new Date(f.NOW - index * 86_400_000 * 3).toISOString(),
    modifiedTime: new Date(f.NOW - index * 86_400_000).toISOString(),
  }))
}

const moduleOf = (apiName: string, pluralLabel = apiName): ModuleTags["module"] => ({
  id: `41508680000000${apiName.length}`,
  apiName,
  pluralLabel,
})

export const read = (
  module: ModuleTags["module"],
  tags: readonly ListedTag[],
  allowed: number | null = 200,
): ModuleEntry => ({ module, tags: { module, tags, allowed }, problem: null })

export const open = read(f.deals, listed(180))

export const entries: readonly ModuleEntry[] = [
  read(f.leads, listed(12)),
  open,
  { module: moduleOf("Contacts"), tags: null, problem: f.offline },
  read(moduleOf("Accounts"), listed(200)),
  { module: moduleOf("Meetings"), tags: null, problem: null },
  read(moduleOf("Angebots", "Angebots- und Auftragsbestätigungspositionen"), listed(3), null),
]

export const modules = (more: Partial<Modules> = {}): Modules => ({
  entries,
  problem: null,
  reload: nothing,
  reloadModule: nothing,
  ...more,
})

export const deletion = (more: Partial<Deletion> = {}): Deletion => ({
  dialog: null,
  plan: null,
  preparing: false,
  problem: null,
  job: null,
  draft: nothing,
  confirm: nothing,
  cancelDialog: nothing,
  closePlan: nothing,
  cancelJob: nothing,
  dismissJob: nothing,
  ...more,
})

export function props(more: Partial<ManagerViewProps> = {}): ManagerViewProps {
  const first = account()
  return {
    accounts: [first],
    account: first,
    modules: modules(),
    entry: open,
    place: { account: null, module: "Deals", filters: { text: "", quick: [] } },
    selection: createSelection(),
    deletion: deletion(),
    online: true,
    failure: null,
    onPlace: nothing,
    onConnect: nothing,
    onSignIn: nothing,
    onExport: nothing,
    ...more,
  }
}

function story(more: Partial<ManagerViewProps> = {}, picked = 0): () => void {
  return () => {
    adoptStyles(document, ...managerStyles)
    const all = props(more)
    all.selection.selectAll((all.entry?.tags?.tags ?? []).slice(0, picked).map((tag) => tag.id))
    render(<ManagerView {...all} />, document.getElementById("__plasmo")!)
  }
}

const filters = (
  text: string,
  quick: ManagerViewProps["place"]["filters"]["quick"] = [],
): Pick<ManagerViewProps, "place"> => ({
  place: { account: null, module: "Deals", filters: { text, quick } },
})
const empty = read(f.deals, [])
const uncounted = read(f.deals, listed(30, false))
const others = [account(), account(f.sandbox), account(f.longOrg)]

export const managerStories: Readonly<Record<string, () => void>> = {
  "manager-loading": story({ accounts: undefined, account: undefined }),
  "manager-not-connected": story({ accounts: [], account: undefined }),
  "manager-asking": story({ modules: modules({ entries: undefined }), entry: undefined }),
  "manager-list-problem": story({ modules: modules({ entries: undefined, problem: f.noPermission }) }),
  "manager-ready": story(),
  "manager-orgs": story({ accounts: others, account: others[2] }),
  "manager-selected": story({}, 37),
  "manager-filtered": story(filters("import", ["unused"]), 15),
  "manager-no-match": story(filters("nothing is called that"), 2),
  "manager-empty": story({ entry: empty, modules: modules({ entries: [empty] }) }),
  "manager-uncounted": story({ entry: uncounted, modules: modules({ entries: [uncounted] }) }, 3),
  "manager-module-loading": story({ entry: entries[4] }),
  "manager-module-problem": story({ entry: entries[2] }),
  "manager-offline": story({ online: false }),
  "manager-plan": story(
    {
      deletion: deletion({
        plan: f.draft(37, { dropped: [{ name: "Newsletter 2018", why: "gone" }] }),
      }),
    },
    37,
  ),
  "manager-dialog": story(
    { deletion: deletion({ dialog: { draft: f.draft(7), busy: false, problem: null } }) },
    7,
  ),
  "manager-running": story({ deletion: deletion({ job: f.progress("running", { progress: 21 }) }) }),
  "manager-finished": story({
    deletion: deletion({ job: f.progress("completed", { counts: f.counts({ deleted: 37 }) }) }),
  }),
  "manager-finished-problems": story({
    deletion: deletion({
      job: f.progress("completed-with-problems", {
        counts: f.counts({ deleted: 35, refused: 1, "still-there": 1 }),
        kept: f.kept,
      }),
    }),
  }),
  "manager-problem": story({ deletion: deletion({ problem: f.offline }) }, 5),
}
