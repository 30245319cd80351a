/** Pairwise test combinations: every two values of different kinds occur together at least once. */
export function pairwise<T extends object>(kinds: { readonly [K in keyof T]: readonly T[K][] }): T[] {
  const names = Object.keys(kinds) as (keyof T & string)[]
  const key = (a: string, i: number, b: string, j: number): string => `${a} ${i} ${b} ${j}`
  const couples = names.flatMap((a, at) => names.slice(at + 1).map((b) => [a, b] as const))
  const open = new Set(
    couples.flatMap(([a, b]) =>
      [...kinds[a].keys()].flatMap((i) => [...kinds[b].keys()].map((j) => key(a, i, b, j))),
    ),
  )

  const combinations: T[] = []
  while (open.size > 0) {
    // Takes one uncovered pair, then for every other kind the value that covers the most new pairs.
    const [a = "", i = "0", b = "", j = "0"] = [...open][0]?.split(" ") ?? []
    const chosen = new Map<string, number>([
      [a, Number(i)],
      [b, Number(j)],
    ])
    for (const name of names.filter((each) => !chosen.has(each))) {
      const gains = [...kinds[name].keys()].map((value) => pairsWith(chosen, name, value).length)
      chosen.set(name, gains.indexOf(Math.max(...gains)))
    }
    for (const [name, value] of chosen) for (const pair of pairsWith(chosen, name, value)) open.delete(pair)
    combinations.push(
      Object.fromEntries(names.map((name) => [name, kinds[name][chosen.get(name) ?? 0]])) as T,
    )
  }
  return combinations

  function pairsWith(chosen: ReadonlyMap<string, number>, name: string, value: number): string[] {
    return [...chosen].flatMap(([other, index]) => {
      const isFirst = names.indexOf(name as never) < names.indexOf(other as never)
      const pair = isFirst ? key(name, value, other, index) : key(other, index, name, value)
      return open.has(pair) ? [pair] : []
    })
  }
}
