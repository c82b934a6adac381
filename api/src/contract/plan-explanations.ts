import { z } from 'zod'
import { endpoint, staff } from './endpoint.ts'
import { Day, Id, InJurisdiction, LonLat } from './values.ts'

export const loadUnits = ['litres', 'kilograms'] as const

/** What a rule is about, where it names something. */
export const RuleDetail = z.object({
  /** codes of the skills and vehicle features that the crew has not */
  lacking: z.array(z.string()).optional(),
  /** of a capacity's margin */
  unit: z.enum(loadUnits).optional(),
})
export type RuleDetail = z.infer<typeof RuleDetail>

const ruleReasons = {
  skill: 'skill',
  crew: 'crew-locked',
  lock: 'crew-locked',
  zone: 'zone',
  load: 'capacity',
  reload: 'capacity',
  window: 'window',
  break: 'break',
  unreachable: 'reach',
  precedence: 'waits',
  together: 'companion',
} as const
type RuleReason = (typeof ruleReasons)[keyof typeof ruleReasons] | 'shift'

/** A rule of the planner, by its kind, in the words of refusals; what has no word of its own is of the shift. */
export function reasonOfRule(kind: string): RuleReason {
  return Object.hasOwn(ruleReasons, kind) ? ruleReasons[kind as keyof typeof ruleReasons] : 'shift'
}

/**
 * What a crew has not that a job asks for. Numbers are places in `needs`, which names each as `skill:code` or
 * `vehicle:code`. A crew that lacks a skill is told of that first; what its vehicle lacks is named as well.
 */
export function lackOf(
  needs: readonly string[],
  asked: readonly number[],
  has: readonly number[],
): { reason: 'skill' | 'vehicle'; lacking: string[] } {
  const lacking = asked.filter((need) => !has.includes(need)).map((need) => needs[need]!)
  return {
    reason: lacking.some((need) => need.startsWith('skill:')) ? 'skill' : 'vehicle',
    lacking: lacking.map((need) => need.slice(need.indexOf(':') + 1)),
  }
}

const CrewRefusal = RuleDetail.extend({
  crewId: z.number().int(),
  reason: z.string(),
  margin: z.number().nullable(),
})

export const UnassignedReason = z.object({
  taskId: Id,
  workOrderId: Id,
  title: z.string(),
  serviceCode: z.string(),
  location: LonLat,
  /**
   * the rule that keeps the crew from it which came nearest: skill, vehicle, zone, crew-locked, capacity, window,
   * reach, shift, break, cost; else other-day, no-crew, taken-out, or unexplained until asked for
   */
  reason: z.string(),
  crewId: z.number().int().nullable(),
  /** how far that crew is from keeping the rule: seconds, litres or kilograms, cost */
  margin: z.number().nullable(),
  /** per crew: the first failing constraint and its margin in its own unit */
  crews: z.array(CrewRefusal),
  /** the other day that does it, as it stands now: one that was planned in one go with this one, or has locked it */
  plannedOn: z.object({ day: Day, planId: Id }).nullable(),
})

/** A way to give a left-out task to a crew; `movePlanStop` carries it out. */
export const PlanFix = z.object({
  crewId: z.number().int(),
  place: z.number().int(),
  /** seconds of travel that it is as dear as, what is left out instead apart */
  price: z.number(),
  /** what has to be granted */
  grants: z.array(
    z.object({
      kind: z.enum(['overtime', 'capacity', 'zone', 'window', 'skill', 'vehicle']),
      /** seconds, litres or kilograms */
      amount: z.number().nullable(),
      /** of the skill or the vehicle's feature */
      code: z.string().optional(),
      unit: z.enum(loadUnits).optional(),
    }),
  ),
  leaveOutTaskIds: z.array(Id),
})
export type PlanFix = z.infer<typeof PlanFix>

export const explainPlanTask = endpoint({
  name: 'explainPlanTask',
  method: 'GET',
  path: '/v1/:jurisdictionId/plans/:planId/versions/:version/tasks/:taskId',
  summary: 'Why nobody has a task, with the cheapest fixes; or what its stop costs, and the next best place',
  tag: 'plans',
  access: staff,
  params: InJurisdiction.extend({
    planId: Id,
    version: z.coerce.number<number | string>().int().positive(),
    taskId: Id,
  }),
  response: z.object({
    taskId: Id,
    unassigned: UnassignedReason.pick({ reason: true, crewId: true, margin: true, crews: true })
      .extend({
        /** the day whose draft keeps it from every crew of this one */
        lockedOn: z.object({ day: Day, planId: Id }).nullable(),
        fixes: z.array(PlanFix).max(3),
      })
      .nullable(),
    /** in seconds of travel that it is as dear as */
    stop: z
      .object({
        cost: z.number(),
        nextBest: z
          .object({ crewId: z.number().int(), place: z.number().int(), cost: z.number() })
          .nullable(),
      })
      .nullable(),
  }),
})
