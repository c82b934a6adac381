import { z } from 'zod'
import { dispatchers, endpoint } from './endpoint.ts'
import { JobForm, JobRecord, Material, NearAsset } from './job-forms.ts'
import { Labour } from './labour.ts'
import { OrderNeeds } from './order-needs.ts'
import { JobAttachment, Media } from './photos.ts'
import { CrewDay } from './shift-operations.ts'
import { StreetCourse } from './street-courses.ts'
import {
  Day,
  DeviceId,
  Id,
  InJurisdiction,
  InJurisdictionById,
  Instant,
  Language,
  LineString,
  listOf,
  LonLat,
} from './values.ts'

export const visitStatuses = [
  'planned',
  'dispatched',
  'en_route',
  'arrived',
  'working',
  'done',
  'failed',
  'skipped',
  'declined',
  'withdrawn',
] as const
export const VisitStatus = z.enum(visitStatuses)
export type VisitStatus = z.infer<typeof VisitStatus>

/** Why a crew could not complete a job. */
export const failureReasons = [
  'not_found',
  'no_access',
  'unsafe',
  'needs_other_crew',
  'no_material',
  'already_done',
  'weather',
  'out_of_time',
  'other',
] as const

export const RunSheetVisit = z.object({
  id: Id,
  taskId: Id,
  workOrderId: Id,
  position: z.number().int(),
  status: VisitStatus,
  title: z.string(),
  serviceCode: z.string(),
  address: z.string().nullable(),
  location: LonLat,
  notes: z.string(),
  /** how to get there; left out of days that were kept for long, as are the form's answers */
  accessNotes: z.string().optional(),
  needs: OrderNeeds.optional(),
  /** of work along a street; left out of days that were kept for long */
  street: StreetCourse.nullable().optional(),
  job: JobRecord.optional(),
  /** that can be named here, the nearest first */
  assets: z.array(NearAsset).max(20).optional(),
  priority: z.number().int(),
  dueAt: Instant.nullable(),
  durationMinutes: z.number().int(),
  vehicleFeatures: z.array(z.string()),
  skills: z.array(z.string()),
  plannedArrivalAt: Instant.nullable(),
  plannedEndAt: Instant.nullable(),
  arrivedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  /** the order of what was left, when it was done in part */
  followOnId: Id.nullable(),
  /** closed away from its place, by how much, and why */
  isFar: z.boolean(),
  closedDistanceMeters: z.number().nullable(),
  farReason: z.string().nullable(),
  /** when the crew saw it last, and for when it was planned then; left out of days that were kept for long */
  acceptedAt: Instant.nullable().optional(),
  acceptedArrivalAt: Instant.nullable().optional(),
  /** by the clock, while it is worked on */
  labour: Labour.optional(),
  /** as told when it was closed */
  labourMinutes: z.number().int().nullable().optional(),
  requests: z.array(
    z.object({
      publicId: z.string(),
      description: z.string(),
      address: z.string().nullable(),
      location: LonLat,
      requestedAt: Instant,
      media: z.array(Media),
    }),
  ),
  proof: z.array(Media),
  /** what a desk put on the order; left out of days that were kept for long */
  attachments: z.array(JobAttachment).optional(),
  /** that came and could not be read, and no other was taken since */
  unreadablePhotos: z.number().int().optional(),
  version: z.number().int(),
})
export type RunSheetVisit = z.infer<typeof RunSheetVisit>

/** A stop that was taken back and that the crew has not let go of yet. */
export const WithdrawnVisit = RunSheetVisit.pick({
  id: true,
  version: true,
  title: true,
  address: true,
  serviceCode: true,
  plannedArrivalAt: true,
})
export type WithdrawnVisit = z.infer<typeof WithdrawnVisit>

/** All a tablet needs for the day, so that it can go on without a network. */
export const RunSheet = z.object({
  jurisdictionId: z.string(),
  day: Day,
  crew: z.object({
    id: z.number().int(),
    nameEl: z.string(),
    nameEn: z.string(),
    color: z.number().int(),
    memberNames: z.array(z.string()),
  }),
  /** whom the crew calls; left out of days that a tablet has kept for long */
  department: z.object({ nameEl: z.string(), nameEn: z.string(), phone: z.string().nullable() }).optional(),
  vehicle: z.object({ name: z.string(), plate: z.string() }).nullable(),
  depot: z.object({ nameEl: z.string(), nameEn: z.string(), location: LonLat }),
  /** from the beginning of the day's first shift to the end of its last, and all their breaks */
  shift: z.object({ startsAt: Instant, endsAt: Instant, breakMinutes: z.number().int() }).nullable(),
  /** each of them, the earliest first; left out of days that were kept for long */
  shifts: z.array(z.object({ startsAt: Instant, endsAt: Instant })).optional(),
  /** as the crew told its shift; left out of days that were kept for long */
  crewDay: CrewDay.nullable().optional(),
  planVersion: z.number().int().nullable(),
  routeGeometry: LineString.nullable(),
  visits: z.array(RunSheetVisit),
  /** of the services of the day, and what the crew's department uses */
  forms: z.array(JobForm).optional(),
  materials: z.array(Material).max(200).optional(),
  withdrawn: z.array(WithdrawnVisit).max(100).optional(),
  at: Instant,
})
export type RunSheet = z.infer<typeof RunSheet>

export const getRunSheet = endpoint({
  name: 'getRunSheet',
  method: 'GET',
  path: '/v1/:jurisdictionId/run-sheet',
  summary: "A crew's day: its stops in order, with what to bring and what citizens said",
  tag: 'field',
  access: ['crew', 'dispatcher', 'manager', 'admin'],
  params: InJurisdiction,
  query: z.object({
    /** today in the city's time zone, unless told */
    day: Day.optional(),
    /** crews get their own; dispatchers name one */
    crewId: z.coerce.number<number | string>().int().optional(),
    /** of the tablet that asks */
    deviceId: DeviceId.optional(),
  }),
  response: RunSheet,
})

/** On whose sheet of which day a stop is. */
export const SheetStop = z.object({ visitId: Id, crewId: z.number().int(), day: Day, status: VisitStatus })
export type SheetStop = z.infer<typeof SheetStop>

export const getSheetStop = endpoint({
  name: 'getSheetStop',
  method: 'GET',
  path: '/v1/:jurisdictionId/sheet-stops/:id',
  summary: 'Whose sheet a stop is on, by the code that is printed beside it',
  tag: 'field',
  access: dispatchers,
  params: InJurisdictionById,
  response: SheetStop,
})

/** sheets in one document: a city's crews of a day */
export const mostSheets = 60

/** The answer is the document itself (application/pdf), not JSON: fetch it, or lead a link to it. */
export const printRunSheets = endpoint({
  name: 'printRunSheets',
  method: 'GET',
  path: '/v1/:jurisdictionId/run-sheets.pdf',
  summary:
    "Crews' sheets of a published day as one PDF: who, with what, the way on a map, the stops and their codes",
  tag: 'field',
  access: dispatchers,
  params: InJurisdiction,
  query: z.object({
    day: Day,
    /** all that have stops on the day, unless told */
    crew: listOf(Id)
      .refine(({ length }) => length <= mostSheets)
      .optional(),
    locale: Language.default('el'),
  }),
  response: z.any(),
})
