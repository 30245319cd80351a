/** Thrown when an answer is longer than what is read of it. */
export class TooLargeError extends Error {
  override readonly name = "TooLargeError"
}

/**
 * Read an answer's text, at most `limit` bytes of it.
 * @throws TooLargeError beyond the limit; whatever the stream throws when the connection is cut or aborted.
 */
export async function readBounded(response: Response, limit: number): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ""
  const decoder = new TextDecoder()
  let text = ""
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > limit) {
      await reader.cancel()
      throw new TooLargeError()
    }
    text += decoder.decode(value, { stream: true })
  }
}
