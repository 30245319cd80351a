/** Helpers for planting bugs in the engine. */
import type { Rules } from "../../src/jobs/actor"
import { isFinished } from "../../src/jobs/job"
import type { Ports, ZohoPort } from "../../src/jobs/ports"
import { withSteps, type JobRecord } from "../../src/jobs/record"
import type { AddTagsStep, CreateTagsStep, MassDeleteStep, Step } from "../../src/jobs/steps"
import type { Plant } from "./world/simulate"

type Transition = Rules["transition"]

/** Replaces the transition. A job whose steps are all settled by the change still finishes normally. */
export const moving = (change: (transition: Transition) => Transition): Plant => ({
  rules: (rules) => ({
    ...rules,
    transition: (record, event, now) => {
      const next = change(rules.transition)(record, event, now)
      const isOver = !isFinished(next.job.state) && next.steps.every(({ phase }) => phase === "settled")
      return isOver ? rules.transition(next, { type: "renewed" }, now) : next
    },
  }),
})

export const porting = (change: (ports: Ports) => Partial<Ports>): Plant => ({
  ports: (ports) => ({ ...ports, ...change(ports) }),
})

export const calling = (change: (zoho: ZohoPort) => Partial<ZohoPort>): Plant =>
  porting((ports) => ({
    zoho: (job) => {
      const zoho = ports.zoho(job)
      return { ...zoho, ...change(zoho) }
    },
  }))

/** Changes the steps for which `is` holds. */
export const changing = (
  record: JobRecord,
  is: (step: Step) => boolean,
  to: (step: Step) => Step,
): JobRecord => withSteps(record, ...record.steps.filter(is).map(to))

export const ofCall =
  <C extends Step["call"]>(call: C, is: (step: Extract<Step, { call: C }>) => boolean = () => true) =>
  (step: Step): boolean =>
    step.call === call && is(step as Extract<Step, { call: C }>)

export const massDelete =
  (to: (step: MassDeleteStep) => Step) =>
  (step: Step): Step =>
    step.call === "mass-delete" ? to(step) : step
export const createTags =
  (to: (step: CreateTagsStep) => Step) =>
  (step: Step): Step =>
    step.call === "create-tags" ? to(step) : step
export const addTags =
  (to: (step: AddTagsStep) => Step) =>
  (step: Step): Step =>
    step.call === "add-tags" ? to(step) : step

export const planned = (step: Step): Step => ({ ...step, phase: "planned" })
export const isSent = ({ phase, attempts }: Step): boolean => phase === "outcome-unknown" && attempts > 0
