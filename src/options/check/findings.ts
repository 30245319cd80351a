/** What was found out about an org, in words. */
import type { Capabilities, Finding } from "../../store/capabilities"
import { list } from "../../ui/format"
import { t } from "../../ui/i18n"
import type { MessageKey } from "../../ui/i18n"

export interface FoundOut {
  readonly what: string
  readonly value: string
  /** When (ms since the epoch). */
  readonly at: number
}

const yesOrNo = (value: boolean): string => t(value ? "finding_yes" : "finding_no")

type Words = { readonly [F in Finding]: readonly [MessageKey, (value: Value<F>) => string] }
type Value<F extends Finding> = NonNullable<Capabilities[F]>["value"]

const WORDS: Words = {
  tagsPerCall: ["finding_chunk_limit", String],
  modulesByFeature: ["finding_modules_by_feature", yesOrNo],
  // Their names are the org's own and go into no report.
  untaggedModules: ["finding_untagged_modules", (names) => String(names.length)],
  // As are the addresses of its pages.
  tagPages: ["finding_tag_pages", (pages) => String(pages.length)],
  recordCounts: ["finding_record_counts", yesOrNo],
  usesTold: ["finding_uses_told", yesOrNo],
  massDeleteAnswer: [
    "finding_mass_delete_answer",
    (form): string => t(form === "bare" ? "finding_bare" : "finding_wrapped"),
  ],
  jobWords: ["finding_job_words", (words) => list(words)],
  tagsAll: ["finding_tags_all", (features) => yesOrNo(features.length > 0)],
  changesTaken: ["finding_changes_taken", yesOrNo],
}

/** Every finding with its date, in a fixed order. */
export function foundOut(capabilities: Capabilities): FoundOut[] {
  return (Object.keys(WORDS) as Finding[]).flatMap((finding) => {
    const found = capabilities[finding]
    const [what, words] = WORDS[finding] as readonly [MessageKey, (value: unknown) => string]
    return found ? [{ what: t(what), value: words(found.value), at: found.at }] : []
  })
}
