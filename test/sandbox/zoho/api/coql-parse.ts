/** A parser for the subset of COQL, Zoho's query language, that queries for tags need. */

export type Condition =
  | { readonly kind: "and" | "or"; readonly left: Condition; readonly right: Condition }
  | {
      readonly kind: "compare"
      readonly field: string
      readonly operator: string
      readonly values: readonly string[]
    }

export interface Query {
  readonly fields: readonly string[]
  readonly module: string
  readonly where: Condition
  readonly descending: boolean
  readonly limit: number
  readonly offset: number
}

const token = /\s*(?:'((?:[^'\\]|\\.)*)'|([A-Za-z_][\w.]*)|(\d+)|(<=|>=|!=|[=<>(),]))/gy

interface Token {
  readonly kind: "text" | "word" | "number" | "sign"
  readonly value: string
}

function tokens(query: string): Token[] {
  const found: Token[] = []
  token.lastIndex = 0
  const end = query.trimEnd().length
  while (token.lastIndex < end) {
    const [whole, text, word, number, sign] = token.exec(query) ?? []
    if (whole === undefined) throw new SyntaxError("unexpected character")
    if (text !== undefined) found.push({ kind: "text", value: text.replace(/\\(.)/gs, "$1") })
    else if (word !== undefined) found.push({ kind: "word", value: word })
    else if (number !== undefined) found.push({ kind: "number", value: number })
    else found.push({ kind: "sign", value: sign ?? "" })
  }
  return found
}

/** Parses a query. @throws SyntaxError for unsupported syntax */
export function parseQuery(text: string): Query {
  return new Parser(tokens(text)).query()
}

class Parser {
  readonly #tokens: Token[]

  constructor(found: Token[]) {
    this.#tokens = found
  }

  query(): Query {
    this.#word("select")
    const fields = this.#list(() => this.#take("word"))
    this.#word("from")
    const module = this.#take("word")
    this.#word("where")
    const where = this.#condition()
    const descending = this.#order()
    const limit = this.#accept("limit") ? Number(this.#take("number")) : 200
    const offset = this.#accept("offset") ? Number(this.#take("number")) : 0
    if (this.#tokens.length > 0) throw new SyntaxError("unexpected end of query")
    return { fields, module, where, descending, limit, offset }
  }

  #order(): boolean {
    if (!this.#accept("order")) return false
    this.#word("by")
    this.#take("word")
    if (this.#accept("desc")) return true
    this.#accept("asc")
    return false
  }

  #condition(): Condition {
    let left = this.#term()
    for (;;) {
      const kind = this.#accept("and") ? "and" : this.#accept("or") ? "or" : undefined
      if (!kind) return left
      left = { kind, left, right: this.#term() }
    }
  }

  #term(): Condition {
    if (this.#accept("(")) {
      const inner = this.#condition()
      this.#word(")")
      return inner
    }
    const field = this.#take("word")
    const not = this.#accept("not") ? "not " : ""
    const operator = not + (this.#tokens.shift()?.value.toLowerCase() ?? "")
    return { kind: "compare", field, operator, values: this.#values() }
  }

  #values(): string[] {
    if (!this.#accept("(")) return [this.#value()]
    const values = this.#list(() => this.#value())
    this.#word(")")
    return values
  }

  #value(): string {
    const next = this.#tokens.shift()
    if (next?.kind === "word" && /^(true|false)$/i.test(next.value)) return next.value.toLowerCase()
    if (next?.kind !== "text" && next?.kind !== "number") throw new SyntaxError("value expected")
    return next.value
  }

  #list(one: () => string): string[] {
    const values = [one()]
    while (this.#accept(",")) values.push(one())
    return values
  }

  #accept(value: string): boolean {
    const [next] = this.#tokens
    if (next?.kind === "text" || next?.value.toLowerCase() !== value) return false
    this.#tokens.shift()
    return true
  }

  #word(value: string): void {
    if (!this.#accept(value)) throw new SyntaxError(`${value} expected`)
  }

  #take(kind: Token["kind"]): string {
    const next = this.#tokens.shift()
    if (next?.kind !== kind) throw new SyntaxError(`${kind} expected`)
    return next.value
  }
}
