import { useEffect } from "preact/hooks"
import { send } from "../messaging/send"

/** How often (ms): whoever looks at a job sees it go on soon after its background was ended. */
const CALL_EVERY_MS = 5_000

/**
 * While there is work, calls the background now and then, and so starts it should the browser have ended it: the
 * alarm that would do it otherwise rings once a minute.
 */
export function useAwake(isWorking: boolean): void {
  useEffect(() => {
    if (!isWorking) return undefined
    const call = (): void => void send("account.list", {}).catch(() => undefined)
    call()
    const timer = setInterval(call, CALL_EVERY_MS)
    return () => clearInterval(timer)
  }, [isWorking])
}
