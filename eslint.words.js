/**
 * Private words of earlier versions: who does not know them has to learn them. CONTRIBUTING.md has the words that we use.
 * A folder that is free of a word stays so.
 */
const PRIVATE = [
  "gathered",
  "lane",
  "lanes",
  "learnt",
  "mend",
  "mended",
  "mends",
  "shelf",
  "sift",
  "teller",
  "trade",
]
const MORE = ["anew", "firm", "held", "told", "vault", "whoever", "widest", "wish"]

/** Phrases, in comments alone. */
const PHRASES = ["an? \\w+ of zoho's", "stands", "stood"]

export const everywhere = ["error", { words: [...PRIVATE, "vault"], phrases: [] }]
export const whereClean = ["error", { words: [...PRIVATE, ...MORE], phrases: PHRASES }]

/** `takeHeldSignIn` is take, held, sign, in. */
const partsOf = (name) =>
  name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[\s_$]+/)

const plainWords = {
  meta: {
    type: "suggestion",
    messages: {
      private: "“{{word}}” is a private word: say what users, Zoho or the browsers' documents call it.",
    },
    schema: [{ type: "object" }],
  },
  create(context) {
    const [{ words, phrases }] = context.options
    const inText = new RegExp(`(?<![\\w-])(?:${[...words, ...phrases].join("|")})(?![\\w-])`, "i")
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const [word] = inText.exec(comment.value.replace(/\s*\n\s*\*?\s*/g, " ")) ?? []
          if (word !== undefined) context.report({ loc: comment.loc, messageId: "private", data: { word } })
        }
      },
      Identifier(node) {
        const word = partsOf(node.name).find((part) => words.includes(part))
        if (word !== undefined) context.report({ node, messageId: "private", data: { word } })
      },
    }
  },
}

export const house = { rules: { "plain-words": plainWords } }
