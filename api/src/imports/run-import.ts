import type { Tx } from '@dromos/db'
import type { ImportMapping } from '../contract/index.ts'
import type { Context } from '../context.ts'
import { findCalendar } from '../jurisdictions/queries.ts'
import { isPassing } from '../http/errors.ts'
import { emitLive } from '../live/emit.ts'
import { followRequests } from '../hotspots/follow-requests.ts'
import { findServices } from '../services/queries.ts'
import { importFilePath } from './import-store.ts'
import { advanceRun, endRun, findRun, insertProblems, lockRun, type RunRow } from './queries.ts'
import { readFile, type FileRow } from './read-file.ts'
import { readRow, type ReadRequest, type RowProblem } from './read-row.ts'
import { storeRows, type StoreContext } from './store-rows.ts'

interface Batch {
  rows: ReadRequest[]
  problems: RowProblem[]
  read: number
  line: number
}

const rowsPerBatch = 1000
// after so many the reasons are clear; the count goes on
const problemsKept = 10_000

/**
 * Runs an import to its end, batch by batch, each with its progress in one transaction: cut off anywhere, the
 * next run goes on behind the last batch and adds nothing twice.
 */
export async function runImport(
  context: Context,
  jurisdictionId: string,
  runId: number,
  signal: AbortSignal,
): Promise<void> {
  const { db } = context
  const run = await db.tenant(jurisdictionId, (tx) => findRun(tx, runId))
  if (run?.status !== 'running') return
  const store = await db.tenant(jurisdictionId, (tx) => loadStore(tx, context, run.mapping))
  const rules = { mapping: run.mapping, serviceCodes: new Set(store.services.keys()), now: store.now }
  const path = importFilePath(context.config.dataDirectory, jurisdictionId, run.fileSha256)
  let batch = emptyBatch()
  try {
    for await (const row of readFile(path, run.format)) {
      if (row.line <= run.resumeLine) continue
      signal.throwIfAborted()
      collect(batch, row, rules)
      if (batch.read < rowsPerBatch) continue
      await commit(context, jurisdictionId, run, batch, store)
      batch = emptyBatch()
    }
    await commit(context, jurisdictionId, run, batch, store)
    await end(context, jurisdictionId, run.id, 'completed')
  } catch (error) {
    // a file that is at fault ends the run; a database that was away does not
    if (signal.aborted || isPassing(error)) throw error
    batch.problems.push({ line: batch.line, columnName: '', reason: fileProblem(error), value: null })
    await commit(context, jurisdictionId, run, { ...batch, rows: [] }, store)
    await end(context, jurisdictionId, run.id, 'failed')
    context.log.error({ jurisdictionId, runId, reason: fileProblem(error) }, 'import failed')
  }
}

function collect(batch: Batch, row: FileRow, rules: Parameters<typeof readRow>[2]): void {
  batch.read += 1
  batch.line = row.line
  if ('problem' in row) {
    const { column, reason, value } = row.problem
    batch.problems.push({ line: row.line, columnName: column, reason, value: value || null })
    return
  }
  const result = readRow(row.line, row.values, rules)
  if (result.ok) batch.rows.push(result.request)
  else batch.problems.push(...result.problems)
}

async function commit(
  context: Context,
  jurisdictionId: string,
  run: RunRow,
  batch: Batch,
  store: StoreContext,
): Promise<void> {
  if (batch.read === 0 && batch.problems.length === 0) return
  await context.db.tenant(jurisdictionId, async (tx) => {
    const locked = await lockRun(tx, run.id)
    // another worker has been here already
    if (!locked || locked.resumeLine >= batch.line) return
    const { addedIds, unchanged, problems } = await storeRows(tx, batch.rows, store)
    const all = [...batch.problems, ...problems]
    const rejected = new Set(all.map(({ line }) => line)).size
    if (locked.rowsRejected < problemsKept) await insertProblems(tx, run.id, all)
    const progress = { read: batch.read, added: addedIds.length, unchanged, rejected, line: batch.line }
    await advanceRun(tx, run.id, progress, context.clock.now())
    await followRequests(tx, context, addedIds)
    emitLive(tx, { entity: 'import', entityId: run.id, version: batch.line })
  })
}

async function end(context: Context, jurisdictionId: string, id: number, status: 'completed' | 'failed') {
  await context.db.tenant(jurisdictionId, async (tx) => {
    await endRun(tx, id, status, context.clock.now())
    emitLive(tx, { entity: 'import', entityId: id, version: 0, data: { status } })
  })
}

async function loadStore(tx: Tx, { clock }: Context, mapping: ImportMapping): Promise<StoreContext> {
  const services = await findServices(tx)
  return {
    calendar: await findCalendar(tx),
    services: new Map(services.map((service) => [service.code, service])),
    latitudeColumn: Object.entries(mapping.columns).find(([, field]) => field === 'lat')?.[0] ?? '',
    now: clock.now(),
  }
}

function fileProblem(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return `The file cannot be read further: ${text}`.slice(0, 500)
}

function emptyBatch(): Batch {
  return { rows: [], problems: [], read: 0, line: 0 }
}
