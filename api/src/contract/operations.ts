import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { DeviceId, Id, InJurisdiction, Instant, LonLat, Sha256, TappedBy } from './values.ts'
import { failureReasons, VisitStatus } from './field.ts'
import { JobAnswer } from './job-forms.ts'
import { OperationConflict } from './operation-conflicts.ts'
import { PhotoMark } from './photos.ts'
import { ServiceCode } from './services.ts'

const longestOffsetMs = 200 * 366 * 24 * 3600 * 1000 // a clock that is off by more says nothing

const at = {
  opId: z.uuid(),
  visitId: Id,
  /** counts up on the device */
  sequence: z.number().int().min(0),
  /** of the visit, as the device knew it */
  baseVersion: z.number().int(),
  /** the device's clock when the tap was made, right or wrong: it is kept as it is said */
  occurredAt: Instant,
  /** how far the device knew its clock to be ahead of the city's at the tap; left out when it did not know */
  clockOffsetMs: z.number().int().min(-longestOffsetMs).max(longestOffsetMs).optional(),
  location: LonLat.optional(),
  accuracyMeters: z.number().min(0).max(100_000).optional(),
  by: TappedBy,
}

/** pictures that were, or will be, uploaded under these ids */
const mediaIds = z.array(z.uuid()).max(10).default([])
/** of each picture as it will be uploaded: nothing else is taken for it */
const mediaHashes = z
  .record(z.uuid(), Sha256)
  .refine((hashes) => Object.keys(hashes).length <= 10)
  .optional()
/** what each shows, when and where it was taken */
const mediaMarks = z
  .record(z.uuid(), PhotoMark)
  .refine((marks) => Object.keys(marks).length <= 10)
  .optional()
const pictures = { mediaIds, mediaHashes, mediaMarks }
const note = z.string().trim().max(4000).optional()
/** what ends a visit says why, when it was tapped far from the place */
const closing = {
  ...at,
  note,
  farReason: z.string().trim().max(500).optional(),
  /** the time at work as the crew tells it, whatever the clock says */
  labourMinutes: z.number().int().min(0).max(1440).optional(),
}

export const Operation = z.discriminatedUnion('kind', [
  z.object({ ...at, kind: z.literal('en_route') }),
  z.object({ ...at, kind: z.literal('arrive') }),
  z.object({ ...at, kind: z.literal('start') }),
  /** work stands still; a start goes on with it */
  z.object({ ...at, kind: z.literal('stop') }),
  z.object({ ...closing, kind: z.literal('done'), ...pictures }),
  /** a part is done: the rest becomes an order of its own, which holds the requests from then on */
  z.object({
    ...closing,
    kind: z.literal('partial'),
    ...pictures,
    left: z.string().trim().min(1).max(1000),
    leftMinutes: z.number().int().min(5).max(480).optional(),
  }),
  z.object({ ...closing, kind: z.literal('fail'), reason: z.enum(failureReasons), ...pictures }),
  /** the crew hands the job back before it is done: it waits for another crew */
  z.object({ ...at, kind: z.literal('decline'), note }),
  z.object({ ...at, kind: z.literal('note'), note: z.string().trim().min(1).max(4000) }),
  /** binds a picture that was, or will be, uploaded under this id to this visit and no other */
  z.object({ ...at, kind: z.literal('photo'), mediaId: z.uuid(), mediaHashes, mediaMarks }),
  /** another fault at the place: a new request with its pictures, where the tablet is or else where the job is */
  z.object({ ...at, kind: z.literal('found'), serviceCode: ServiceCode, note, ...pictures }),
  /** the crew has seen what the dispatcher changed, as it was planned then */
  z.object({
    ...at,
    kind: z.literal('accept'),
    change: z.enum(['new', 'moved', 'withdrawn']),
    plannedArrivalAt: Instant.nullable(),
  }),
  /** one field of the job's form, as it was filled in and as it stood on the tablet before */
  z.object({
    ...at,
    kind: z.literal('answer'),
    formVersion: z.number().int().min(1),
    field: z.string().max(61),
    value: JobAnswer,
    before: JobAnswer,
    /** of the picture that the value names */
    mediaIds: z.array(z.uuid()).max(1).default([]),
    mediaHashes,
  }),
  /** how much of a material was used in all; 0 is none */
  z.object({
    ...at,
    kind: z.literal('material'),
    material: z.string().max(61),
    value: z.number().min(0).max(100_000),
    before: z.number().nullable(),
  }),
  /** which of two contested values the crew stands by; of an end only the dispatcher can make another one */
  z.object({ ...at, kind: z.literal('settle'), of: z.uuid(), take: z.enum(['mine', 'theirs']) }),
  /** a tap that was taken back before it was sent; kept for the history, changes nothing */
  z.object({ ...at, kind: z.literal('undo'), undoes: z.uuid(), undone: z.string().max(20) }),
])
export type Operation = z.infer<typeof Operation>

export const OperationResult = z.object({
  opId: z.uuid(),
  outcome: z.enum(['applied', 'merged', 'conflict', 'refused']),
  detail: z.string().nullable(),
  conflict: OperationConflict.nullable(),
  visitId: Id,
  visitStatus: VisitStatus.nullable(),
  visitVersion: z.number().int().nullable(),
})
export type OperationResult = z.infer<typeof OperationResult>

/** a tablet's distance from a job that nobody has to explain: a long street, a wide square */
const nearMeters = 150

/** Whether a visit was closed away from its place, with the doubt of the position to the crew's favour. */
export function isFarAway(distanceMeters: number, accuracyMeters: number): boolean {
  return distanceMeters - accuracyMeters > nearMeters
}

export const sendOperations = endpoint({
  name: 'sendOperations',
  method: 'POST',
  path: '/v1/:jurisdictionId/operations',
  summary: 'What a tablet did, in order; safe to send again, answered one by one',
  tag: 'field',
  access: ['crew', 'dispatcher', 'manager', 'admin'],
  params: InJurisdiction,
  body: z.object({
    deviceId: DeviceId,
    /** typed in at a desk from the crew's printed sheet: only dispatchers, and no tablet speaks */
    from: z.enum(['tablet', 'paper']).default('tablet'),
    /** the device's clock at sending, from which the city measures how far it is off */
    sentAt: Instant.optional(),
    operations: z.array(Operation).min(1).max(200),
  }),
  response: z.object({
    /** the city's clock, for the device to measure its own */
    at: Instant,
    results: z.array(OperationResult),
  }),
})
