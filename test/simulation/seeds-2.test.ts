/** The second half of the 10,000 seeds. */
import { expectSeedsToHold } from "./expect-seeds"

// Two files, so that two workers share the seeds.
expectSeedsToHold(5_001, 2_500)
expectSeedsToHold(7_501, 2_500)
