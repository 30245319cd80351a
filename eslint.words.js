/**
 * Private words of earlier versions: readers would have to learn them first. CONTRIBUTING.md has the words that we use.
 */
const WORDS = [
  ...["anew", "firm", "gathered", "held", "lane", "lanes", "learnt", "mend", "mended", "mends"],
  ...["shelf", "sift", "teller", "told", "trade", "untold", "vault", "whoever", "widest", "wish"],
]

/** Beginnings of words in British spelling: ours is American. */
const BRITISH = [
  ...[
    "authoris",
    "behaviour",
    "catalogue",
    "centre",
    "colour",
    "defence",
    "favour",
    "grey",
    "honour",
    "initialis",
  ],
  ...[
    "licence",
    "neighbour",
    "normalis",
    "optimis",
    "organis",
    "prioritis",
    "recognis",
    "serialis",
    "summaris",
  ],
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
      british: "“{{word}}” is British spelling: write it as Americans do.",
    },
    schema: [],
  },
  create(context) {
    const inText = new RegExp(`(?<![\\w-])(?:${[...WORDS, ...PHRASES].join("|")})(?![\\w-])`, "i")
    const british = new RegExp(`\\b(?:${BRITISH.join("|")})\\w*`, "i")
    const checkName = (node) => {
      for (const word of partsOf(node.name)) {
        if (WORDS.includes(word)) context.report({ node, messageId: "private", data: { word } })
        if (british.test(word)) context.report({ node, messageId: "british", data: { word } })
      }
    }
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const text = comment.value.replace(/\s*\n\s*\*?\s*/g, " ")
          const { loc } = comment
          const [word] = inText.exec(text) ?? []
          if (word !== undefined) context.report({ loc, messageId: "private", data: { word } })
          const [spelling] = british.exec(text) ?? []
          if (spelling !== undefined) context.report({ loc, messageId: "british", data: { word: spelling } })
        }
      },
      Identifier: checkName,
      PrivateIdentifier: checkName,
    }
  },
}

export const house = { rules: { "plain-words": plainWords } }
