import type { heatByArea, HeatCell, ResultOf } from '@dromos/api/contract'
import type { MultiPolygon, Polygon } from 'geojson'
import { cellToBoundary } from 'h3-js'
import { localName } from '#lib/city/names.ts'
import { m } from '#lib/paraglide/messages.js'
import type { Measure } from './question.ts'

type HeatArea = ResultOf<typeof heatByArea>['areas'][number]

/** A piece of the city with its figure: a cell or a neighbourhood. */
export interface Surface {
  key: string
  name: string
  /** in the unit of the measure; null is unknown, not zero */
  value: number | null
  received: number
  resolved: number
  geometry: Polygon | MultiPolygon
}

/** A cell has no name of its own: it is told by its neighbourhood and the digits that tell it from the next. */
export function surfacesOfCells(
  cells: HeatCell[],
  measure: Measure,
  areaName: (id: number | null) => string,
): Surface[] {
  return cells.map((cell) => ({
    key: cell.cell,
    name: m.insights_cell_in({
      area: areaName(cell.areaId) || m.insights_cell(),
      cell: cell.cell.replace(/f+$/, '').slice(-3),
    }),
    value: cellValue(cell, measure),
    received: cell.received,
    resolved: cell.resolved,
    geometry: { type: 'Polygon', coordinates: [closed(cellToBoundary(cell.cell, true))] },
  }))
}

export function surfacesOfAreas(areas: HeatArea[], measure: Measure): Surface[] {
  return areas.map((area) => ({
    key: String(area.areaId),
    name: localName(area),
    value: areaValue(area, measure),
    received: area.received,
    resolved: area.resolved,
    geometry: area.geometry as MultiPolygon,
  }))
}

function cellValue(cell: HeatCell, measure: Measure): number | null {
  if (measure === 'received') return cell.received
  if (measure === 'perKilometer') return cell.perKilometer
  if (measure === 'hours') return inDays(cell.meanResolutionHours)
  return null
}

function areaValue(area: HeatArea, measure: Measure): number | null {
  if (measure === 'received') return area.received
  if (measure === 'perKilometer') return area.perKilometer
  if (measure === 'perThousand') return area.perThousandResidents
  return inDays(area.meanResolutionHours)
}

function inDays(hours: number | null): number | null {
  return hours === null ? null : hours / 24
}

function closed(ring: [number, number][]): [number, number][] {
  const [first] = ring
  const last = ring[ring.length - 1]
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first]
}
