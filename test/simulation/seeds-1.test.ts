/** The first half of the 10,000 seeds: nothing is lost, sent unconfirmed or reported wrongly. */
import { expectSeedsToHold } from "./expect-seeds"

// Two files, so that two workers share the seeds.
expectSeedsToHold(1, 2_500)
expectSeedsToHold(2_501, 2_500)
