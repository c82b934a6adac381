import { z } from 'zod'
import { DayVersion, WhatIf, type StreetClosure } from '../contract/index.ts'
import type { CrewOfDay } from '../crews/availability.ts'
import type { DayLinks } from './day-links.ts'
import { StoredLock } from './plan-lock.ts'

const LonLat = z.tuple([z.number(), z.number()])

/** A piece of work that a plan can hold. */
export const PlannableTask = z.object({
  id: z.number(),
  workOrderId: z.number(),
  serviceCode: z.string(),
  title: z.string(),
  departmentCode: z.string(),
  priority: z.number(),
  dueAt: z.date().nullable(),
  createdAt: z.date(),
  durationMinutes: z.number(),
  setupMinutes: z.number(),
  skills: z.array(z.string()),
  vehicleFeatures: z.array(z.string()),
  loadM3: z.number(),
  loadKg: z.number(),
  earliestAt: z.coerce.date().nullable(),
  latestAt: z.coerce.date().nullable(),
  location: LonLat,
  /** the crews' areas it lies in */
  zoneIds: z.array(z.number()),
  areaId: z.number().nullable(),
})
export type PlannableTask = z.output<typeof PlannableTask>

/** Where a crew is in a day that has begun: it goes on from there, not before then. */
export const CrewPosition = z.object({
  crewId: z.number(),
  location: LonLat,
  readyAt: z.date(),
})
export type CrewPosition = z.output<typeof CrewPosition>

/** Work of a day that has begun: it stays where and when it was. */
export const PastStop = z.object({
  crewId: z.number(),
  taskId: z.number(),
  arrivalAt: z.date(),
  endAt: z.date(),
  dueAt: z.date().nullable(),
  location: LonLat,
  serviceSeconds: z.number(),
  travelSeconds: z.number(),
  distanceMeters: z.number(),
})
export type PastStop = z.output<typeof PastStop>

/** Where a task stood in the version a new one is to keep to. */
export interface KeptStop {
  taskId: number
  crewId: number
  startAt: Date
  isNotified: boolean
}

/** All that a day's plan is made from. */
export interface DayInput {
  day: string
  timezone: string
  /** the beginning of the plan's seconds: midnight in the city */
  origin: Date
  crews: CrewOfDay[]
  tasks: PlannableTask[]
  /** of a day that has begun: nothing is planned before then */
  from: Date | null
  positions: CrewPosition[]
  past: PastStop[]
  closures: StreetClosure[]
  links: DayLinks
  kept: KeptStop[]
  /** crews never leave their zones; else leaving them has a price */
  areZonesBinding: boolean
  weights: Record<string, number>
  locks: StoredLock[]
  /** tasks that the draft of another day locks to be done then */
  heldElsewhere: number[]
  /** of a re-plan; then crews of the kept version that are out have no shifts here */
  changeBudget: number | null
}

/** What a version was asked for; stays with it. */
export const PlanRequest = z.object({
  crewIds: z.array(z.number()),
  taskIds: z.array(z.number()),
  seconds: z.number(),
  seed: z.number(),
  weights: z.record(z.string(), z.number()).default({}),
  /** what its dispatcher holds */
  locks: z.array(StoredLock).default([]),
  /** the version that was published when this one was asked for: only then may it be published */
  publishedVersion: z.number().nullable(),
  /** until then the day is what it is; null plans the whole day */
  from: z.iso.datetime().nullable(),
  /** of a re-plan: stops of the published version that may change */
  changeBudget: z.number().nullable().default(null),
  /** what is supposed of the day: such a version is never the plan's head */
  whatIf: WhatIf.nullable().default(null),
  /** days that are planned in one go, this one among them: what an earlier one takes this one leaves alone */
  together: z.array(DayVersion).default([]),
})
export type PlanRequest = z.output<typeof PlanRequest>
