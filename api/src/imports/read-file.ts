import { createReadStream } from 'node:fs'
import { parse, type Info } from 'csv-parse'
import { parser } from 'stream-json'
import { pick } from 'stream-json/filters/pick.js'
import { streamArray } from 'stream-json/streamers/stream-array.js'
import type { ImportMapping } from '../contract/index.ts'

/** One row of a file: its values by column, or why it cannot be read at all. */
export type FileRow =
  | { line: number; values: Record<string, string> }
  | { line: number; problem: { column: string; reason: string; value: string } }

const longestRecord = 1024 * 1024

/** The rows of a file as they stream by; `line` is the line of a CSV file, the place of a GeoJSON feature. */
export function readFile(path: string, format: ImportMapping['format']): AsyncGenerator<FileRow> {
  return format === 'csv' ? readCsv(path) : readGeoJson(path)
}

async function* readCsv(path: string): AsyncGenerator<FileRow> {
  const broken: FileRow[] = []
  const rows = createReadStream(path).compose(
    parse({
      bom: true,
      columns: (names: string[]) => uniqueNames(names),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      max_record_size: longestRecord,
      on_skip: (error, raw) =>
        void broken.push({
          line: Number(error?.lines ?? 0),
          problem: {
            column: '',
            reason: error?.message ?? 'unreadable',
            value: String(raw ?? '').slice(0, 200),
          },
        }),
    }),
  ) as unknown as AsyncIterable<{ record: Record<string, string>; info: Info }>
  for await (const { record, info } of rows) {
    yield* broken.splice(0)
    yield { line: info.lines, values: record }
  }
  yield* broken
}

async function* readGeoJson(path: string): AsyncGenerator<FileRow> {
  const features = createReadStream(path)
    .compose(parser.asStream())
    .compose(pick.asStream({ filter: 'features' }))
    .compose(streamArray.asStream()) as unknown as AsyncIterable<{ key: number; value: unknown }>
  for await (const { key, value } of features) {
    const feature = value as { properties?: Record<string, unknown> | null; geometry?: PointLike | null }
    yield { line: key + 1, values: valuesOf(feature?.properties ?? {}, feature?.geometry ?? null) }
  }
}

interface PointLike {
  type?: string
  coordinates?: unknown
}

function valuesOf(properties: Record<string, unknown>, geometry: PointLike | null): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(properties)) {
    if (value !== null && value !== undefined) {
      values[name] = typeof value === 'object' ? JSON.stringify(value) : String(value)
    }
  }
  if (geometry?.type === 'Point' && Array.isArray(geometry.coordinates)) {
    values['geometry.longitude'] = String(geometry.coordinates[0])
    values['geometry.latitude'] = String(geometry.coordinates[1])
  }
  return values
}

/** Column names as they stand; one that stands twice gets a number, so that no value is lost. */
function uniqueNames(names: string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((name, index) => {
    const base = name.trim() || `column ${index + 1}`
    const count = (seen.get(base) ?? 0) + 1
    seen.set(base, count)
    return count === 1 ? base : `${base} (${count})`
  })
}
