import { expectSeedsToHold } from "./expect-seeds"

// Two files, so that two workers share the seeds.
expectSeedsToHold(1, 5_000)
