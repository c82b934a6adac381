import type pg from 'pg'
import { columns as columnList, raw, type Db } from '@dromos/db'

export type CopyValue =
  string | number | bigint | boolean | null | Date | readonly string[] | { readonly json: unknown }

export interface CopyTarget {
  /** written in code, never from input */
  table: string
  columns: readonly string[]
}

type Writer = Db & { readonly client: pg.PoolClient }

const chunkCharacters = 256 * 1024

/**
 * Streams rows into a table by COPY and gives their number. A role that row-level security holds for cannot
 * COPY into a protected table; its rows go through a temporary one.
 */
export async function copyRows(
  writer: Writer,
  target: CopyTarget,
  rows: Iterable<readonly CopyValue[]>,
): Promise<number> {
  if (await bypassesRowSecurity(writer)) return copyInto(writer.client, target, rows)
  const staging = { ...target, table: `pg_temp.staging_${target.table.replaceAll('.', '_')}` }
  const names = columnList(...target.columns)
  await writer.client.query(
    `create temp table ${staging.table} on commit drop as select ${names.text} from ${target.table} limit 0`,
  )
  const count = await copyInto(writer.client, staging, rows)
  await writer.client.query(
    `insert into ${target.table} (${names.text}) select ${names.text} from ${staging.table}`,
  )
  await writer.client.query(`drop table ${staging.table}`)
  return count
}

async function bypassesRowSecurity(db: Db): Promise<boolean> {
  const { rows } = await db.query(
    raw('select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user') as never,
  )
  return rows[0]?.bypasses === true
}

function copyInto(client: pg.PoolClient, target: CopyTarget, rows: Iterable<readonly CopyValue[]>) {
  return new Promise<number>((resolve, reject) => {
    const text = `copy ${target.table} (${columnList(...target.columns).text}) from stdin`
    client.query(new CopyIn(text, chunksOf(rows), resolve, reject) as never)
  })
}

function* chunksOf(rows: Iterable<readonly CopyValue[]>): Generator<Buffer> {
  let text = ''
  for (const row of rows) {
    text += row.map(copyText).join('\t') + '\n'
    if (text.length < chunkCharacters) continue
    yield Buffer.from(text)
    text = ''
  }
  if (text) yield Buffer.from(text)
}

/** One value in COPY's text format. */
export function copyText(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (typeof value !== 'object') return String(value)
  if (value instanceof Date) return value.toISOString()
  if ('json' in value) return escaped(JSON.stringify(value.json))
  return escaped(`{${value.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`)
}

const special = /[\\\n\r\t]/
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escaped(text: string): string {
  return special.test(text) ? text.replace(/[\\\n\r\t]/g, (sign) => escapes[sign]) : text
}

interface Wire {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
  sync(): void
  stream: { writableNeedDrain: boolean; once(event: 'drain' | 'close', listener: () => void): void }
}

/** A statement as pg runs it (its `Submittable`): answers the server's readiness to copy with our chunks. */
class CopyIn {
  readonly text: string
  readonly #chunks: Iterator<Buffer>
  readonly #resolve: (count: number) => void
  readonly #reject: (error: unknown) => void
  #count = 0
  #failure: unknown

  constructor(
    text: string,
    chunks: Iterator<Buffer>,
    resolve: (count: number) => void,
    reject: (error: unknown) => void,
  ) {
    this.text = text
    this.#chunks = chunks
    this.#resolve = resolve
    this.#reject = reject
  }

  submit(wire: Wire): void {
    wire.query(this.text)
  }

  handleCopyInResponse(wire: Wire): void {
    try {
      for (;;) {
        if (this.#failure) return
        const { done, value } = this.#chunks.next()
        if (done) return wire.endCopyFrom()
        wire.sendCopyFromChunk(value)
        if (wire.stream.writableNeedDrain) break
      }
      wire.stream.once('drain', () => this.handleCopyInResponse(wire))
    } catch (error) {
      this.#failure = error
      wire.sendCopyFail(error instanceof Error ? error.message : 'the rows could not be made')
    }
  }

  handleCommandComplete(message: { text: string }): void {
    this.#count = Number(/COPY (\d+)/.exec(message.text)?.[1] ?? 0)
  }

  handleError(error: unknown): void {
    this.#failure ??= error
    this.#reject(this.#failure)
  }

  handleReadyForQuery(): void {
    if (!this.#failure) this.#resolve(this.#count)
  }
}
