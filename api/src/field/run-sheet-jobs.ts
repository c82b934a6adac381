import type { Tx } from '@dromos/db'
import type { RunSheet, RunSheetVisit } from '../contract/index.ts'
import { findDepartmentOf, findJobForms, findMaterials, findNearAssets } from './job-form-queries.ts'
import { findJobRecords } from './job-record-queries.ts'

/** The visits of a day with all that their forms need, so that they can be filled in without a network. */
export async function withJobs(
  tx: Tx,
  crewId: number,
  visits: RunSheetVisit[],
): Promise<Pick<RunSheet, 'visits' | 'forms' | 'materials'>> {
  const forms = await findJobForms(tx, [...new Set(visits.map(({ serviceCode }) => serviceCode))])
  const kinds = new Map(
    forms.map(({ serviceCode, fields }) => [serviceCode, fields.flatMap(({ assetKind }) => assetKind ?? [])]),
  )
  const naming = visits
    .map(({ id: visitId, taskId, serviceCode }) => ({ visitId, taskId, kinds: kinds.get(serviceCode) ?? [] }))
    .filter((visit) => visit.kinds.length > 0)
  const assets = await findNearAssets(tx, naming)
  const records = await findJobRecords(
    tx,
    visits.map(({ id }) => id),
  )
  return {
    visits: visits.map((visit) => ({ ...visit, job: records.get(visit.id), assets: assets.get(visit.id) })),
    forms,
    materials: await findMaterials(tx, await findDepartmentOf(tx, crewId)),
  }
}
