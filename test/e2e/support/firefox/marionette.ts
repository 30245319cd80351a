import { connect, type Socket } from "node:net"
import * as v from "valibot"

/** A failure reported by Marionette, such as `no such window`. */
export class MarionetteError extends Error {
  override name = "MarionetteError"
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`)
  }
}

const failure = v.object({ error: v.string(), message: v.string() })
const reply = v.tuple([v.literal(1), v.number(), v.nullable(failure), v.unknown()])
const wrapped = v.object({ value: v.unknown() })

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/**
 * A client for Firefox's own remote protocol: each message is `<bytes>:<JSON>`, a command is
 * `[0, id, name, params]` and its answer `[1, id, error, result]`.
 * https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 */
export class Marionette {
  #rest: Buffer = Buffer.alloc(0)
  #nextId = 1
  readonly #waiting = new Map<number, Waiting>()
  readonly #greeted: Promise<void>
  #greet: (() => void) | undefined

  private constructor(private readonly socket: Socket) {
    this.#greeted = new Promise((resolve) => (this.#greet = resolve))
    socket.on("data", (data: Buffer) => this.#take(data))
    socket.on("close", () => this.#fail(new Error("Firefox closed the connection")))
    socket.on("error", (error) => this.#fail(error))
  }

  /** Connects and waits for Marionette's greeting. */
  static async connect(port: number): Promise<Marionette> {
    const socket = connect({ host: "127.0.0.1", port, noDelay: true })
    const client = new Marionette(socket)
    await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject))
    await client.#greeted
    return client
  }

  /**
   * Sends one command and returns its result, without the `{value}` that Marionette puts around most.
   * @throws MarionetteError with WebDriver's error code
   */
  async send(name: string, params: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const id = this.#nextId++
    const answered = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
    const body = Buffer.from(JSON.stringify([0, id, name, params]))
    this.socket.write(Buffer.concat([Buffer.from(`${body.length}:`), body]))
    const result = await answered
    return v.is(wrapped, result) ? result.value : result
  }

  close(): void {
    this.socket.destroy()
  }

  #take(data: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, data])
    for (;;) {
      const colon = this.#rest.indexOf(":")
      if (colon < 0) return
      const end = colon + 1 + Number(this.#rest.subarray(0, colon).toString())
      if (this.#rest.length < end) return
      const message: unknown = JSON.parse(this.#rest.subarray(colon + 1, end).toString())
      this.#rest = this.#rest.subarray(end)
      this.#deliver(message)
    }
  }

  #deliver(message: unknown): void {
    if (!v.is(reply, message)) {
      this.#greet?.()
      return
    }
    const [, id, error, result] = message
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error) waiting?.reject(new MarionetteError(error.error, error.message))
    else waiting?.resolve(result)
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
