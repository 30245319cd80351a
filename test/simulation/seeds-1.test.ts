/** The first half of the 10,000 seeds: no tag is lost, sent without confirmation or reported wrongly. */
import { expectSeedsToHold } from "./expect-seeds"

// Split into two files for two workers.
expectSeedsToHold(1, 2_500)
expectSeedsToHold(2_501, 2_500)
