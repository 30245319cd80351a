/** Modules of an org as they were listed a short while ago. */
import type { Module } from "../zoho/api/modules"
import type { ZohoResult } from "../zoho/errors/fault"

/** Modules change seldom; a label that is this old does no harm. */
const MODULES_KEPT_MS = 10 * 60_000

/** The address carries Zoho's internal name; for most modules it equals the API name. */
export function moduleNamed(modules: readonly Module[], name: string): Module | undefined {
  return (
    modules.find(({ moduleName }) => moduleName === name) ?? modules.find(({ apiName }) => apiName === name)
  )
}

export interface KnownModules {
  /** From memory where it is fresh; otherwise asked, by one call however many want it at once. */
  get(accountId: string): Promise<ZohoResult<readonly Module[]>>
  askAnew(accountId: string): Promise<ZohoResult<readonly Module[]>>
  atHand(accountId: string): readonly Module[] | undefined
}

export function createKnownModules(
  ask: (accountId: string) => Promise<ZohoResult<readonly Module[]>>,
): KnownModules {
  const known = new Map<string, { at: number; modules: readonly Module[] }>()
  const asking = new Map<string, Promise<ZohoResult<readonly Module[]>>>()

  async function askAnew(accountId: string): Promise<ZohoResult<readonly Module[]>> {
    const modules = await ask(accountId)
    if (modules.ok) known.set(accountId, { at: Date.now(), modules: modules.value })
    return modules
  }

  function atHand(accountId: string): readonly Module[] | undefined {
    const cached = known.get(accountId)
    return cached && Date.now() - cached.at < MODULES_KEPT_MS ? cached.modules : undefined
  }

  function askOnce(accountId: string): Promise<ZohoResult<readonly Module[]>> {
    const asked = asking.get(accountId) ?? askAnew(accountId).finally(() => asking.delete(accountId))
    asking.set(accountId, asked)
    return asked
  }

  return {
    askAnew,
    atHand,
    async get(accountId): Promise<ZohoResult<readonly Module[]>> {
      const modules = atHand(accountId)
      return modules ? { ok: true, value: modules } : askOnce(accountId)
    },
  }
}
