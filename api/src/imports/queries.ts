import { z } from 'zod'
import { asJson, many, maybeOne, one, sql, type Tx } from '@dromos/db'
import { ImportMapping } from '../contract/index.ts'
import type { RowProblem } from './read-row.ts'

const RunRow = z.object({
  id: z.number(),
  fileName: z.string(),
  fileSha256: z.string(),
  format: z.enum(['csv', 'geojson']),
  mapping: ImportMapping,
  status: z.enum(['running', 'completed', 'failed', 'cancelled']),
  rowsRead: z.number(),
  rowsAdded: z.number(),
  rowsUnchanged: z.number(),
  rowsRejected: z.number(),
  resumeLine: z.number(),
  startedAt: z.date(),
  finishedAt: z.date().nullable(),
})
export type RunRow = z.infer<typeof RunRow>

const runColumns = sql`id, file_name, file_sha256, format, mapping, status, rows_read, rows_added, rows_unchanged,
  rows_rejected, resume_line, started_at, finished_at`

export function insertRun(
  tx: Tx,
  run: { fileName: string; fileSha256: string; mapping: ImportMapping; now: Date },
): Promise<RunRow> {
  return one(
    tx,
    RunRow,
    sql`insert into import_run (jurisdiction_id, file_name, file_sha256, format, mapping, started_at, updated_at)
      values (${tx.jurisdictionId}, ${run.fileName}, ${run.fileSha256}, ${run.mapping.format},
        ${asJson(run.mapping)}::jsonb, ${run.now}, ${run.now})
      returning ${runColumns}`,
  )
}

export function findRuns(tx: Tx): Promise<RunRow[]> {
  return many(
    tx,
    RunRow,
    sql`select ${runColumns} from import_run where jurisdiction_id = ${tx.jurisdictionId}
      order by id desc limit 100`,
  )
}

export function findRun(tx: Tx, id: number): Promise<RunRow | null> {
  return maybeOne(
    tx,
    RunRow,
    sql`select ${runColumns} from import_run where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`,
  )
}

/** Holds the run for one worker at a time; null when it has ended meanwhile. */
export function lockRun(tx: Tx, id: number): Promise<RunRow | null> {
  return maybeOne(
    tx,
    RunRow,
    sql`select ${runColumns} from import_run
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${id} and status = 'running' for update`,
  )
}

const Problem = z.object({
  line: z.number(),
  columnName: z.string(),
  reason: z.string(),
  value: z.string().nullable(),
})

export function findProblems(tx: Tx, runId: number, limit: number) {
  return many(
    tx,
    Problem,
    sql`select line, column_name, reason, value from import_problem
      where jurisdiction_id = ${tx.jurisdictionId} and import_run_id = ${runId}
      order by line, column_name limit ${limit}`,
  )
}

export async function insertProblems(tx: Tx, runId: number, problems: RowProblem[]): Promise<void> {
  if (problems.length === 0) return
  await tx.query(sql`
    insert into import_problem (jurisdiction_id, import_run_id, line, column_name, reason, value)
    select ${tx.jurisdictionId}, ${runId}, row."line", row."columnName", row.reason, row.value
    from jsonb_to_recordset(${asJson(problems)}::jsonb)
      as row ("line" bigint, "columnName" text, reason text, value text)
    on conflict do nothing`)
}

export interface Progress {
  read: number
  added: number
  unchanged: number
  rejected: number
  line: number
}

export async function advanceRun(tx: Tx, id: number, by: Progress, now: Date): Promise<void> {
  await tx.query(sql`
    update import_run set
      rows_read = rows_read + ${by.read},
      rows_added = rows_added + ${by.added},
      rows_unchanged = rows_unchanged + ${by.unchanged},
      rows_rejected = rows_rejected + ${by.rejected},
      resume_line = greatest(resume_line, ${by.line}),
      updated_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`)
}

export async function endRun(tx: Tx, id: number, status: 'completed' | 'failed', now: Date): Promise<void> {
  await tx.query(sql`
    update import_run set status = ${status}, updated_at = ${now}, finished_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${id} and status = 'running'`)
}
