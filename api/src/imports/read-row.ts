import { createHash } from 'node:crypto'
import type { channels, ImportMapping, importFields, RequestStatus } from '../contract/index.ts'
import { parseInstant } from './parse-instant.ts'

type Field = (typeof importFields)[number]

/** A row as a request of the city, not yet placed on its map. */
export interface ReadRequest {
  line: number
  /** the same row of the same source gives the same key */
  key: string
  serviceCode: string
  status: RequestStatus
  channel: (typeof channels)[number]
  description: string
  address: string | null
  location: [number, number]
  requestedAt: Date
  closedAt: Date | null
}

export interface RowProblem {
  line: number
  columnName: string
  reason: string
  value: string | null
}

export type RowResult = { ok: true; request: ReadRequest } | { ok: false; problems: RowProblem[] }

export interface RowRules {
  mapping: ImportMapping
  serviceCodes: ReadonlySet<string>
  /** rows from the future are wrong */
  now: Date
}

const earliest = new Date('1970-01-02T00:00:00Z')

/** Reads one row by the mapping: a request, or everything that is wrong with it. */
export function readRow(line: number, values: Record<string, string>, rules: RowRules): RowResult {
  const problems: RowProblem[] = []
  const row = fieldsOf(values, rules.mapping)
  const wrong = (field: Field, reason: string): null => {
    const { column, text } = row(field)
    problems.push({ line, columnName: column, reason, value: text.slice(0, 200) || null })
    return null
  }
  const requestedAt = readMoment('requestedAt', true)
  const closedAt = readMoment('closedAt', false)
  const location = readLocation(row('lon').text, row('lat').text, (reason) => wrong('lat', reason))
  const serviceCode = readService()
  const status = readStatus()
  if (requestedAt && closedAt && closedAt < requestedAt) wrong('closedAt', 'is before the request was made')
  if (problems.length > 0 || !requestedAt || !location || !serviceCode || !status)
    return { ok: false, problems }
  return {
    ok: true,
    request: {
      line,
      key: `import:${row('externalId').text || contentKey(values)}`.slice(0, 200),
      serviceCode,
      status,
      channel: readChannel(row('channel').text),
      description: row('description').text.slice(0, 4000),
      address: row('address').text.slice(0, 300) || null,
      location,
      requestedAt,
      closedAt,
    },
  }

  function readMoment(field: 'requestedAt' | 'closedAt', isNeeded: boolean): Date | null {
    const { text } = row(field)
    if (!text) return isNeeded ? wrong(field, 'is missing') : null
    const moment = parseInstant(text, rules.mapping)
    if (!moment) return wrong(field, 'is not a date')
    if (moment < earliest || moment > rules.now) return wrong(field, 'is out of range')
    return moment
  }

  function readService(): string | null {
    const field: Field = row('serviceCode').column ? 'serviceCode' : 'serviceName'
    const { text } = row(field)
    const code = rules.mapping.services[text] || (field === 'serviceCode' ? text : '')
    if (rules.serviceCodes.has(code)) return code
    return wrong(field, text ? 'is a service that the mapping does not know' : 'is missing')
  }

  function readStatus(): RequestStatus | null {
    const { column, text } = row('status')
    if (!column || !text) return closedAt ? 'resolved' : 'received'
    const status = rules.mapping.statuses[text]
    return (status as RequestStatus) ?? wrong('status', 'is a status that the mapping does not know')
  }
}

function readLocation(
  lonText: string,
  latText: string,
  wrong: (reason: string) => null,
): [number, number] | null {
  const lon = Number(lonText || NaN)
  const lat = Number(latText || NaN)
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) return wrong('has no coordinates')
  if (lon === 0 && lat === 0) return wrong('has no coordinates (0, 0)')
  if (Math.abs(lon) > 180 || Math.abs(lat) > 85) return wrong('is not a place on the map')
  return [lon, lat]
}

function fieldsOf(values: Record<string, string>, mapping: ImportMapping) {
  const columns = new Map(Object.entries(mapping.columns).map(([column, field]) => [field, column]))
  return (field: Field): { column: string; text: string } => {
    const column = columns.get(field) ?? ''
    return { column, text: column ? (values[column] ?? '').trim() : '' }
  }
}

function readChannel(text: string): ReadRequest['channel'] {
  const plain = text.toLowerCase()
  if (/phone|voice|call/.test(plain)) return 'phone'
  if (/mobile|app/.test(plain)) return 'app'
  if (/web|online|internet/.test(plain)) return 'web'
  return 'import'
}

function contentKey(values: Record<string, string>): string {
  const sorted = Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 32)
}
