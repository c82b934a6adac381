import { figuresByDay, heatByArea, heatByCell, keyFigures } from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { countOpen, sumByArea, sumByCell, sumByDay, sumByService, sumSpan } from './queries.ts'
import { onTimeShare, perKilometer, perThousandResidents } from './rates.ts'
import { demandSpan } from './span.ts'

export function insightRoutes(api: Api): void {
  bind(api, heatByCell, ({ query, tenant }) => {
    demandSpan(query)
    return tenant(async (tx) => {
      const rows = await sumByCell(tx, query, query.resolution)
      const cells = rows.map((row) => ({
        ...row,
        perKilometer: perKilometer(row.received, row.streetMeters),
      }))
      const received = cells.reduce((sum, cell) => sum + cell.received, 0)
      return { cells, received, from: query.from, to: query.to }
    })
  })
  bind(api, heatByArea, ({ query, context, tenant }) => {
    demandSpan(query)
    return tenant(async (tx) => {
      const rows = await sumByArea(tx, query, query.kind, context.clock.now())
      const { received } = await sumSpan(tx, query)
      const areas = rows.map((row) => ({
        ...row,
        perKilometer: perKilometer(row.received, row.streetMeters),
        perThousandResidents: perThousandResidents(row.received, row.population),
      }))
      const receivedElsewhere = received - areas.reduce((sum, area) => sum + area.received, 0)
      return { areas, receivedElsewhere }
    })
  })
  bind(api, figuresByDay, ({ query, tenant }) => {
    demandSpan(query)
    return tenant((tx) => sumByDay(tx, query))
  })
  bind(api, keyFigures, ({ query, context, tenant }) => {
    demandSpan(query)
    return tenant(async (tx) => {
      const figures = await sumSpan(tx, query)
      const open = await countOpen(tx, query, context.clock.now())
      const byService = await sumByService(tx, query, context.clock.now())
      const share = onTimeShare(figures.resolvedOnTime, figures.resolved, open.openOverdue)
      return { ...figures, ...open, onTimeShare: share, byService }
    })
  })
}
