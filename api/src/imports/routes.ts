import {
  getImport,
  importFileLimit,
  listImports,
  startImport,
  uploadImportFile,
  type ImportMapping,
} from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { badInput, notFound } from '../http/problems.ts'
import { enqueue } from '../jobs/queue.ts'
import { runImportQueue } from '../jobs/queues/run-import.ts'
import { findCalendar } from '../jurisdictions/queries.ts'
import { findServices } from '../services/queries.ts'
import { importFilePath, isKept, keepImportFile } from './import-store.ts'
import { inspectFile } from './inspect-file.ts'
import { findProblems, findRun, findRuns, insertRun } from './queries.ts'

const problemsShown = 1000

export function importRoutes(api: Api): void {
  bind(
    api,
    uploadImportFile,
    async ({ params, request, context, tenant }) => {
      const { jurisdictionId, name } = params
      const { dataDirectory } = context.config
      const kept = await keepImportFile(dataDirectory, jurisdictionId, request, importFileLimit)
      const city = await tenant(async (tx) => ({
        timezone: (await findCalendar(tx)).timeZone,
        services: await findServices(tx),
      }))
      const inspection = await inspectFile(kept.path, formatOf(name), city).catch((error: Error) => {
        throw badInput('This file cannot be read', undefined, { fileName: name, reason: error.message })
      })
      if (inspection.columns.length === 0)
        throw badInput('This file has no rows', undefined, { fileName: name })
      return { fileSha256: kept.sha256, fileName: name, bytes: kept.bytes, ...inspection }
    },
    { body: 'stream', limit: 'uploads' },
  )
  bind(api, startImport, async ({ body, params, context, tenant }) => {
    const { fileSha256, fileName, mapping } = body
    const path = importFilePath(context.config.dataDirectory, params.jurisdictionId, fileSha256)
    if (!(await isKept(path))) throw notFound('file', fileSha256)
    return tenant(async (tx) => {
      const known = new Set((await findServices(tx)).map(({ code }) => code))
      const unknown = Object.entries(mapping.services).filter(([, code]) => code && !known.has(code))
      if (unknown.length > 0) {
        const errors = unknown.map(([value]) => ({
          path: `mapping.services.${value}`,
          message: 'There is no such service' as const,
        }))
        throw badInput('The mapping names services that the city does not have', errors)
      }
      const run = await insertRun(tx, { fileName, fileSha256, mapping, now: context.clock.now() })
      await enqueue(tx, context, runImportQueue, { jurisdictionId: tx.jurisdictionId, importRunId: run.id })
      return run
    })
  })
  bind(api, listImports, ({ tenant }) => tenant(findRuns))
  bind(api, getImport, ({ params, tenant }) =>
    tenant(async (tx) => {
      const run = await findRun(tx, params.id)
      if (!run) throw notFound('import', params.id)
      return { ...run, problems: await findProblems(tx, params.id, problemsShown) }
    }),
  )
}

function formatOf(name: string): ImportMapping['format'] {
  return /\.(geo)?json$/i.test(name) ? 'geojson' : 'csv'
}
