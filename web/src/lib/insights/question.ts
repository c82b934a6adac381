import { dayOf } from '#lib/city/format.ts'
import { figureKinds, type FigureKind } from './figures.ts'

export const grains = ['cell', 'neighbourhood', 'community'] as const
export const measures = ['received', 'perKilometer', 'perThousand', 'hours'] as const
export type Grain = (typeof grains)[number]
export type Measure = (typeof measures)[number]

/** What a planner asks; it lives in the page's address, so that it can be sent to a colleague. */
export interface Question {
  /** first day, "2026-01-31" */
  from: string
  /** last day, included */
  to: string
  service: string | null
  by: Grain
  measure: Measure
  /** figures of one area alone */
  areaId: number | null
  /** the figure whose services are listed */
  figure: FigureKind
  /** the cell or area that is looked at */
  at: string | null
  /** H3 resolution of cells */
  resolution: number
}

const dayShape = /^\d{4}-\d{2}-\d{2}$/

export function readQuestion(search: Pick<URLSearchParams, 'get'>, now: Date): Question {
  const today = dayOf(now)
  const to = dayShape.test(search.get('to') ?? '') ? search.get('to')! : today
  const from = dayShape.test(search.get('from') ?? '') ? search.get('from')! : daysBefore(to, 29)
  const areaId = Number(search.get('area'))
  const resolution = Number(search.get('resolution'))
  return {
    from: from <= to ? from : to,
    to,
    service: search.get('service'),
    by: grains.find((grain) => grain === search.get('by')) ?? 'cell',
    measure: measures.find((measure) => measure === search.get('measure')) ?? 'received',
    figure: figureKinds.find((kind) => kind === search.get('figure')) ?? 'received',
    at: /^[0-9a-f]{1,15}$/.exec(search.get('at') ?? '')?.[0] ?? null,
    areaId: Number.isInteger(areaId) && areaId > 0 ? areaId : null,
    resolution: resolution >= 7 && resolution <= 10 ? resolution : 9,
  }
}

export function writeQuestion(question: Question): string {
  const search = new URLSearchParams({
    from: question.from,
    to: question.to,
    by: question.by,
    measure: question.measure,
  })
  if (question.service) search.set('service', question.service)
  if (question.areaId) search.set('area', String(question.areaId))
  if (question.figure !== 'received') search.set('figure', question.figure)
  if (question.at) search.set('at', question.at)
  if (question.by === 'cell' && question.resolution !== 9)
    search.set('resolution', String(question.resolution))
  return `?${search}`
}

/** The day so many days before, by the calendar. */
export function daysBefore(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - count)
  return date.toISOString().slice(0, 10)
}
