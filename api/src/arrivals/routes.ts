import { getArrivalRecord } from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { badInput } from '../http/problems.ts'
import { addDays } from '../jurisdictions/city-time.ts'
import { findArrivalRecord } from './arrival-queries.ts'

const longestDays = 366

export function arrivalRoutes(api: Api): void {
  bind(api, getArrivalRecord, ({ query, tenant }) => {
    if (query.to < query.from)
      throw badInput('The span ends before it begins', [{ path: 'query.to', message: 'before from' }])
    if (addDays(query.from, longestDays) < query.to) throw badInput('The span is too long')
    return tenant((tx) => findArrivalRecord(tx, query))
  })
}
