import type { ImportMapping } from '../contract/index.ts'
import { guessColumns, guessDateOrder, guessService, guessStatus } from './guess-mapping.ts'
import { readFile } from './read-file.ts'

export interface Inspection {
  columns: string[]
  sample: Record<string, string>[]
  guess: ImportMapping
  serviceValues: { value: string; count: number }[]
  statusValues: { value: string; count: number }[]
}

const sampleRows = 5
const rowsForColumns = 200
const mostValues = 500

/** Reads a whole file once: its columns, some rows, the values to be mapped, and what they most likely mean. */
export async function inspectFile(
  path: string,
  format: ImportMapping['format'],
  city: { timezone: string; services: readonly { code: string; nameEl: string; nameEn: string }[] },
): Promise<Inspection> {
  const columns = new Set<string>()
  const first: Record<string, string>[] = []
  const counts = new Map<string, Map<string, number>>()
  let guessed: ImportMapping['columns'] = {}
  for await (const row of readFile(path, format)) {
    if ('problem' in row) continue
    if (first.length < rowsForColumns) {
      for (const name of Object.keys(row.values)) columns.add(name)
      first.push(row.values)
      guessed = guessColumns([...columns])
    }
    for (const [name, value] of Object.entries(row.values)) count(counts, name, value.trim())
  }
  const columnOf = (field: string) => Object.keys(guessed).find((name) => guessed[name] === field)
  const valuesOf = (field: string) => mostFrequent(counts.get(columnOf(field) ?? '') ?? new Map())
  const serviceValues = valuesOf(columnOf('serviceCode') ? 'serviceCode' : 'serviceName')
  const statusValues = valuesOf('status')
  const dates = columnOf('requestedAt')
  return {
    columns: [...columns],
    sample: first.slice(0, sampleRows),
    serviceValues,
    statusValues,
    guess: {
      format,
      columns: guessed,
      timezone: city.timezone,
      dateOrder: guessDateOrder(dates ? first.map((values) => values[dates] ?? '') : []),
      services: mapped(serviceValues, (value) => guessService(value, city.services)),
      statuses: mapped(statusValues, guessStatus),
    },
  }
}

/** Counts distinct values; a column with too many is no list of services or statuses. */
function count(counts: Map<string, Map<string, number>>, name: string, value: string): void {
  let values = counts.get(name)
  if (!values) counts.set(name, (values = new Map()))
  if (value && (values.has(value) || values.size < mostValues))
    values.set(value, (values.get(value) ?? 0) + 1)
}

function mostFrequent(values: Map<string, number>): { value: string; count: number }[] {
  return [...values].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count)
}

function mapped(
  values: { value: string }[],
  guess: (value: string) => string | null,
): Record<string, string> {
  return Object.fromEntries(
    values.flatMap(({ value }) => {
      const found = guess(value)
      return found ? [[value, found]] : []
    }),
  )
}
