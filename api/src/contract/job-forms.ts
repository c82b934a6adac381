import { z } from 'zod'
import { dispatchers, endpoint, members } from './endpoint.ts'
import { JobPhoto } from './photos.ts'
import { ServiceCode } from './services.ts'
import { InJurisdiction, Instant } from './values.ts'

const jobFieldKinds = ['text', 'number', 'choice', 'photo', 'signature', 'barcode', 'asset'] as const

const FieldCode = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/)
const Words = z.string().trim().min(1).max(200)
const Named = z.object({ nameEl: Words, nameEn: Words })

export const JobField = z.object({
  code: FieldCode,
  kind: z.enum(jobFieldKinds),
  /** the tablet asks before a job is done without it; it never keeps a crew from closing */
  isRequired: z.boolean(),
  labelEl: Words,
  labelEn: Words,
  /** of a number: metres, pieces */
  unit: z.string().max(20).optional(),
  /** of a choice */
  options: z.array(Named.extend({ key: FieldCode })).max(30),
  /** of an asset: which may be picked */
  assetKind: z
    .string()
    .regex(/^[a-z][a-z-]{1,40}$/)
    .optional(),
})
export type JobField = z.infer<typeof JobField>

const Content = z.object({
  fields: z.array(JobField).max(40),
  /** what to take along, and what to mind */
  equipment: z.array(Named).max(20),
  safety: z.array(Named).max(20),
})

/** What a crew fills in at a job of a service; one version never changes. */
export const JobForm = Content.extend({ serviceCode: ServiceCode, version: z.number().int().min(1) })
export type JobForm = z.infer<typeof JobForm>

/** Text, a number, the key of an option, the id of a picture or the code of an asset; null takes it back. */
export const JobAnswer = z.union([z.string().trim().min(1).max(2000), z.number(), z.null()])
export type JobAnswer = z.infer<typeof JobAnswer>

export const Material = z.object({
  code: z.string(),
  departmentCode: z.string().nullable(),
  nameEl: z.string(),
  nameEn: z.string(),
  unitEl: z.string(),
  unitEn: z.string(),
  /** by how much one tap changes the quantity */
  step: z.number().positive(),
})
export type Material = z.infer<typeof Material>

/** Something that stands near a job and can be named there. */
export const NearAsset = z.object({ code: z.string(), kind: z.string(), distanceMeters: z.number() })
export type NearAsset = z.infer<typeof NearAsset>

/** What is known of a job beside its status, by code. */
export const JobRecord = z.object({
  answers: z.record(FieldCode, JobAnswer),
  materials: z.record(z.string(), z.number()),
})
export type JobRecord = z.infer<typeof JobRecord>

const isSameValue = (one: JobAnswer, other: JobAnswer) => (one ?? null) === (other ?? null)

/**
 * What telling a value does where another may stand: of two values told without knowing of each other the first
 * one stays, and the other is kept beside it.
 */
export function judgeValue(
  { value, before }: { value: JobAnswer; before: JobAnswer },
  standing: JobAnswer,
): 'set' | 'same' | 'conflict' {
  if (isSameValue(standing, value)) return 'same'
  return standing === null || isSameValue(standing, before) ? 'set' : 'conflict'
}

/** Whether a value is one that a field can take; pictures by their ids, assets by any code. */
export function isAnswerTo(field: JobField, value: JobAnswer): boolean {
  if (value === null) return true
  if (field.kind === 'number') return typeof value === 'number' && Math.abs(value) <= 1e9
  if (typeof value !== 'string') return false
  if (field.kind === 'choice') return field.options.some(({ key }) => key === value)
  if (isPictureField(field)) return z.uuid().safeParse(value).success
  return field.kind === 'text' || value.length <= 100
}

export function isPictureField({ kind }: Pick<JobField, 'kind'>): boolean {
  return kind === 'photo' || kind === 'signature'
}

/** What a form demands and nobody has said. */
export function missingFields(fields: readonly JobField[], answers: JobRecord['answers']): JobField[] {
  return fields.filter(({ code, isRequired }) => isRequired && (answers[code] ?? null) === null)
}

export const listJobForms = endpoint({
  name: 'listJobForms',
  method: 'GET',
  path: '/v1/:jurisdictionId/job-forms',
  summary: 'What crews fill in at jobs of each service, in the newest version',
  tag: 'field',
  access: members,
  params: InJurisdiction,
  response: z.array(JobForm).max(500),
})

export const setJobForm = endpoint({
  name: 'setJobForm',
  method: 'PUT',
  path: '/v1/:jurisdictionId/job-forms/:serviceCode',
  summary: 'The next version of a form; jobs that were filled in by an earlier one keep it',
  tag: 'field',
  access: ['admin', 'manager'],
  params: InJurisdiction.extend({ serviceCode: ServiceCode }),
  body: Content.extend({ baseVersion: z.number().int().min(0) }).refine(
    ({ fields }) => new Set(fields.map(({ code }) => code)).size === fields.length,
    { message: 'two fields have one code', path: ['fields'] },
  ),
  response: JobForm,
})

/** What a crew told at one attendance. */
export const WorkDone = JobRecord.extend({
  visitId: z.number().int(),
  crewId: z.number().int(),
  status: z.string(),
  finishedAt: Instant.nullable(),
  /** as the tablet had it; null where the service has none */
  form: JobForm.nullable(),
  photos: z.array(JobPhoto).max(200),
  /** named by the tablet and not here yet; and those that came and cannot be read */
  awaitedPhotos: z.number().int(),
  unreadablePhotos: z.number().int(),
})
export type WorkDone = z.infer<typeof WorkDone>

export const listWorkDone = endpoint({
  name: 'listWorkDone',
  method: 'GET',
  path: '/v1/:jurisdictionId/work-orders/:id/work',
  summary: 'What crews filled in and used at a work order, the last attendance first',
  tag: 'field',
  access: dispatchers,
  params: InJurisdiction.extend({ id: z.coerce.number<number | string>().int().positive() }),
  response: z.object({ visits: z.array(WorkDone).max(50), materials: z.array(Material).max(200) }),
})
