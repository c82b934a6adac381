import type { RunSheet } from '@dromos/api/contract'
import { routeColour } from '#lib/map/palette.ts'
import type { RouteOnMap } from '#lib/map/route-layers.ts'

const ended: Record<string, 'done' | 'failed'> = {
  done: 'done',
  failed: 'failed',
  skipped: 'failed',
  declined: 'failed',
}

/** The run sheets of a day as routes: what was done is ticked, what was not is crossed. */
export function visitsOnMap(sheets: readonly RunSheet[]): RouteOnMap[] {
  return sheets.map((sheet) => ({
    id: sheet.crew.id,
    colour: routeColour(sheet.crew.color),
    line: sheet.routeGeometry?.coordinates ?? [],
    stops: sheet.visits
      .filter((visit) => visit.status !== 'withdrawn')
      .map((visit, index) => ({
        id: visit.workOrderId,
        number: index + 1,
        lon: visit.location[0],
        lat: visit.location[1],
        state: ended[visit.status] ?? 'ahead',
      })),
  }))
}
