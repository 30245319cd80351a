const LEAST = [20, 19] as const

/** Ends with a plain sentence on a Node that is too old. ("engines" in package.json would mislead Parcel.) */
export function requireNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return
  throw new Error(`Node ${LEAST.join(".")} or newer is needed; this is ${process.versions.node}.`)
}
