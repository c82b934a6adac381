import { listJobForms, listWorkDone, setJobForm } from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { conflict, notFound } from '../http/problems.ts'
import { findJobForms, findMaterials, insertJobForm } from './job-form-queries.ts'
import { findWorkDone, hasWorkOrder } from './job-record-queries.ts'

export function jobRoutes(api: Api): void {
  bind(api, listJobForms, ({ tenant }) => tenant(findJobForms))
  bind(api, setJobForm, ({ params, body, account, context, tenant }) =>
    tenant(async (tx) => {
      const { baseVersion, ...content } = body
      const form = { ...content, serviceCode: params.serviceCode, version: baseVersion + 1 }
      const isNew = await insertJobForm(tx, form, { accountId: account!.id, at: context.clock.now() })
      if (!isNew) throw conflict('Someone changed this form in the meantime')
      return form
    }),
  )
  bind(api, listWorkDone, ({ params, tenant }) =>
    tenant(async (tx) => {
      if (!(await hasWorkOrder(tx, params.id))) throw notFound('work order', params.id)
      return { visits: await findWorkDone(tx, params.id), materials: await findMaterials(tx) }
    }),
  )
}
