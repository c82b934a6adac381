import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Id, InJurisdiction, InJurisdictionById, Instant } from './values.ts'

const access = ['manager', 'admin'] as const

/** The fields of a request a column can be read into. */
export const importFields = [
  'externalId',
  'serviceName',
  'serviceCode',
  'requestedAt',
  'closedAt',
  'status',
  'description',
  'address',
  'lat',
  'lon',
  'channel',
  'ignore',
] as const

export const ImportMapping = z.object({
  format: z.enum(['csv', 'geojson']),
  /** column name → field */
  columns: z.record(z.string().max(200), z.enum(importFields)),
  /** how dates without a zone are read, and in which order day and month stand */
  timezone: z.string().max(60),
  dateOrder: z.enum(['iso', 'mdy', 'dmy']),
  /** value of the file's service column → service code of the city */
  services: z.record(z.string().max(300), z.string()),
  /** value of the file's status column → request status */
  statuses: z.record(z.string().max(300), z.string()),
})
export type ImportMapping = z.infer<typeof ImportMapping>

export const ImportRun = z.object({
  id: Id,
  fileName: z.string(),
  format: z.enum(['csv', 'geojson']),
  status: z.enum(['running', 'completed', 'failed', 'cancelled']),
  rowsRead: z.number().int(),
  rowsAdded: z.number().int(),
  rowsUnchanged: z.number().int(),
  rowsRejected: z.number().int(),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
})
export type ImportRun = z.infer<typeof ImportRun>

/** bytes of one file as sent */
export const importFileLimit = 2 * 1024 * 1024 * 1024

/** The body is the file itself (text/csv or application/geo+json), streamed to disk: send it with fetch. */
export const uploadImportFile = endpoint({
  name: 'uploadImportFile',
  method: 'PUT',
  path: '/v1/:jurisdictionId/import-files/:name',
  summary: 'Send a file; the answer is a guessed mapping with a sample, to be confirmed',
  tag: 'imports',
  access,
  params: InJurisdiction.extend({ name: z.string().min(1).max(200) }),
  bodyLimit: importFileLimit,
  response: z.object({
    fileSha256: z.string(),
    fileName: z.string(),
    bytes: z.number().int(),
    columns: z.array(z.string()),
    sample: z.array(z.record(z.string(), z.string())),
    guess: ImportMapping,
    /** distinct values to be mapped, most frequent first */
    serviceValues: z.array(z.object({ value: z.string(), count: z.number().int() })),
    statusValues: z.array(z.object({ value: z.string(), count: z.number().int() })),
  }),
})

export const startImport = endpoint({
  name: 'startImport',
  method: 'POST',
  path: '/v1/:jurisdictionId/imports',
  summary: 'Import an uploaded file with a confirmed mapping; the same file again changes nothing',
  tag: 'imports',
  access,
  params: InJurisdiction,
  status: 202,
  body: z.object({
    fileSha256: z.string().regex(/^[0-9a-f]{64}$/),
    fileName: z.string().max(200),
    mapping: ImportMapping,
  }),
  response: ImportRun,
})

export const listImports = endpoint({
  name: 'listImports',
  method: 'GET',
  path: '/v1/:jurisdictionId/imports',
  summary: 'Imports, newest first',
  tag: 'imports',
  access,
  params: InJurisdiction,
  response: z.array(ImportRun),
})

export const getImport = endpoint({
  name: 'getImport',
  method: 'GET',
  path: '/v1/:jurisdictionId/imports/:id',
  summary: 'One import with its first thousand problems',
  tag: 'imports',
  access,
  params: InJurisdictionById,
  response: ImportRun.extend({
    problems: z.array(
      z.object({
        line: z.number().int(),
        columnName: z.string(),
        reason: z.string(),
        value: z.string().nullable(),
      }),
    ),
  }),
})
