import type { importFields, ImportMapping, RequestStatus } from '../contract/index.ts'
import { searchKey } from '../contract/search-key.ts'

type Field = (typeof importFields)[number]

interface KnownService {
  code: string
  nameEl: string
  nameEn: string
}

/** Names that exports use, by field; the first that a column has wins. */
const usualNames: [Field, string[]][] = [
  ['externalId', ['service_request_id', 'unique_key', 'case_id', 'request_id', 'ticket_id', 'id', 'αριθμοσ']],
  ['serviceCode', ['service_code']],
  [
    'serviceName',
    ['service_name', 'complaint_type', 'request_type', 'type', 'category', 'subject', 'κατηγορια'],
  ],
  [
    'requestedAt',
    ['requested_datetime', 'created_date', 'open_date', 'opened', 'created_at', 'date_created', 'ημερομηνια'],
  ],
  ['closedAt', ['closed_date', 'closed', 'closed_at', 'date_closed', 'resolved_at']],
  ['status', ['status', 'state', 'κατασταση']],
  ['description', ['description', 'descriptor', 'details', 'comments', 'περιγραφη']],
  ['address', ['address', 'incident_address', 'location_address', 'διευθυνση']],
  ['lat', ['geometry_latitude', 'latitude', 'lat', 'y']],
  ['lon', ['geometry_longitude', 'longitude', 'long', 'lon', 'lng', 'x']],
  ['channel', ['source', 'channel', 'open_data_channel_type', 'method_received']],
]

const usualStatuses: [RegExp, RequestStatus][] = [
  [/reopen/, 'reopened'],
  [/duplicate|cancel/, 'cancelled'],
  [/reject|invalid/, 'rejected'],
  [/refer|transfer|not.?responsible/, 'not_responsible'],
  [/close|resolve|complete|fixed|done/, 'resolved'],
  [/progress|started|assigned|working/, 'in_progress'],
  [/pending|accept|scheduled|acknowledged/, 'accepted'],
  [/open|new|submitted|received|unspecified/, 'received'],
]

/** What the columns of a file most likely mean; to be confirmed by a person. */
export function guessColumns(columns: readonly string[]): Record<string, Field> {
  const found: Record<string, Field> = {}
  for (const [field, names] of usualNames) {
    const column = names
      .map((name) => columns.find((other) => !(other in found) && plainName(other) === name))
      .find((match) => match !== undefined)
    if (column !== undefined) found[column] = field
  }
  return found
}

/** ISO, or which of day and month stands first: a first number over 12 can only be a day. */
export function guessDateOrder(values: readonly string[]): ImportMapping['dateOrder'] {
  const pairs = values.flatMap((value) => {
    const match = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}/.exec(value.trim())
    return match ? [[Number(match[1]), Number(match[2])]] : []
  })
  if (pairs.length === 0) return 'iso'
  if (pairs.some(([first]) => first > 12)) return 'dmy'
  if (pairs.some(([, second]) => second > 12)) return 'mdy'
  return values.some((value) => /[ap]m$/i.test(value.trim())) ? 'mdy' : 'dmy'
}

export function guessStatus(value: string): RequestStatus | null {
  const plain = value.toLowerCase()
  return usualStatuses.find(([shape]) => shape.test(plain))?.[1] ?? null
}

/** The service whose code or name in either language is the value, however it is spelled. */
export function guessService(value: string, services: readonly KnownService[]): string | null {
  const wanted = searchKey(value)
  const match = services.find(({ code, nameEl, nameEn }) =>
    [code, nameEl, nameEn].some((name) => searchKey(name) === wanted),
  )
  return match?.code ?? null
}

function plainName(column: string): string {
  return column
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '')
}
