/** The simulated network: checks tokens and rate limits, and loses, delays or garbles requests and answers. */
import type { FaultKind } from "../../../src/zoho/errors/catalog"
import { fault, type ZohoResult } from "../../../src/zoho/errors/fault"
import type { World } from "./world"
import type { AccountModel, OrgModel } from "./zoho"

const LOST: readonly FaultKind[] = ["unreachable", "timed-out"]
const GARBLED: readonly FaultKind[] = [
  // Listed three times: for truncated answers, empty answers and 304.
  ...(["incomplete-answer", "incomplete-answer", "not-json", "wrong-shape", "server-error"] as const),
  "incomplete-answer",
]
const USELESS: readonly FaultKind[] = ["redirected", "too-large", "unknown-code"]

export class Network {
  offlineUntil = 0
  /** The browser's permission for Zoho's hosts. */
  isPermitted = true
  /** Whether a token has expired while calls were in flight. Happens once. */
  private hasExpired = false

  constructor(
    private readonly world: World,
    private readonly accounts: ReadonlyMap<string, AccountModel>,
  ) {}

  /** Delay of a request or an answer, in ms. */
  delay(): number {
    const { world } = this
    return world.happens("slow-answer", 0.1) ? world.random.int(2_000, 12_000) : world.random.int(20, 300)
  }

  /** An API call. The request or the answer may be lost or garbled. */
  call<T>(org: OrgModel, account: AccountModel, perform: () => ZohoResult<T>): ZohoResult<T> {
    const lost = this.isLost("lost-request")
    if (lost) return lost
    const answer = this.refusal(org, account) ?? perform()
    return this.isLost("lost-answer") ?? this.garbled() ?? answer
  }

  private isLost(trouble: "lost-request" | "lost-answer"): ZohoResult<never> | null {
    const { world } = this
    if (world.timeline.now() < this.offlineUntil) return failed("unreachable")
    return world.happens(trouble, 0.08) ? failed(world.random.pick(LOST)) : null
  }

  private garbled(): ZohoResult<never> | null {
    const { world } = this
    if (world.happens("garbled-answer", 0.08)) return failed(world.random.pick(GARBLED))
    return world.happens("useless-answer", 0.03) ? failed(world.random.pick(USELESS)) : null
  }

  /** Refusals that do not depend on the request. */
  private refusal(org: OrgModel, account: AccountModel): ZohoResult<never> | null {
    const now = this.world.timeline.now()
    if (now < org.noCreditsUntil)
      return { ...failed("throttled"), ...(this.world.random.chance(0.5) ? { credits: 0 } : {}) }
    if (now < org.busyUntil) return failed("throttled")
    if (!this.hasExpired && this.world.happens("token-expired", 0.03)) {
      this.hasExpired = true
      account.validUntil = now
    }
    if (account.isRevoked || account.isRefused || now >= account.validUntil) return failed("token-invalid")
    return account.isConsented ? null : failed("scope-missing")
  }

  renew(account: AccountModel): ZohoResult<null> {
    const lost = this.isLost("lost-request")
    if (lost) return lost
    if (account.isRevoked) return failed("refresh-token-invalid")
    if (this.world.happens("renewal-refused", 0.2)) return failed("too-many-token-requests")
    account.validUntil = this.world.timeline.now() + 3_600_000
    return this.isLost("lost-answer") ?? { ok: true, value: null }
  }

  account(id: string): AccountModel {
    return this.accounts.get(id)!
  }
}

function failed(kind: FaultKind): { ok: false; fault: ReturnType<typeof fault> } {
  return { ok: false, fault: fault(kind) }
}
