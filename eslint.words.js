/**
 * Private words of earlier versions: readers would have to learn them first. CONTRIBUTING.md has the words that we use.
 */
const WORDS = [
  ...["anew", "firm", "gathered", "held", "lane", "lanes", "learnt", "mend", "mended", "mends"],
  ...["shelf", "sift", "teller", "told", "trade", "untold", "vault", "whoever", "widest", "wish"],
]

/** Phrases, in comments alone. */
const PHRASES = ["an? \\w+ of zoho's", "stands", "stood"]

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
    schema: [],
  },
  create(context) {
    const inText = new RegExp(`(?<![\\w-])(?:${[...WORDS, ...PHRASES].join("|")})(?![\\w-])`, "i")
    const checkName = (node) => {
      const word = partsOf(node.name).find((part) => WORDS.includes(part))
      if (word !== undefined) context.report({ node, messageId: "private", data: { word } })
    }
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const [word] = inText.exec(comment.value.replace(/\s*\n\s*\*?\s*/g, " ")) ?? []
          if (word !== undefined) context.report({ loc: comment.loc, messageId: "private", data: { word } })
        }
      },
      Identifier: checkName,
      PrivateIdentifier: checkName,
    }
  },
}

export const house = { rules: { "plain-words": plainWords } }
