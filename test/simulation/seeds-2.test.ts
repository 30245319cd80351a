/** The second half of the 10,000 seeds. */
import { expectSeedsToHold } from "./expect-seeds"

// Split into two files for two workers.
expectSeedsToHold(5_001, 2_500)
expectSeedsToHold(7_501, 2_500)
