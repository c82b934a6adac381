import type { TwinChange } from '@dromos/api/contract'
import { duration, number, percent } from '#lib/city/format.ts'
import { m } from '#lib/paraglide/messages.js'
import type { TwinFigure, TwinFigureName } from './twin-figures.ts'

const names: Record<TwinFigureName, () => string> = {
  served: m.twin_served,
  failed: m.twin_failed,
  left: m.twin_left,
  late: m.twin_late,
  drive: m.twin_drive,
  work: m.twin_work,
  overtime: m.twin_overtime,
  kept: m.twin_kept,
}

export function figureName(name: TwinFigureName): string {
  return names[name]()
}

export function figureText(kind: TwinFigure['kind'], value: number | null): string {
  if (value === null) return '—'
  if (kind === 'seconds') return duration(value)
  return kind === 'share' ? percent(value) : number(value)
}

/** With its sign; nothing where it is too small to be told. */
export function changeText({ kind, change }: Pick<TwinFigure, 'kind' | 'change'>): string {
  const text = figureText(kind, Math.abs(change))
  if (change === 0 || text === figureText(kind, 0)) return ''
  return `${change < 0 ? '−' : '+'}${text}`
}

/** What was another way, in a line. */
export function twinChangeText(change: TwinChange): string {
  const parts = [
    change.crewIds ? m.plan_day_crews({ count: change.crewIds.length }) : '',
    change.extraMinutes ? m.twin_with_minutes({ minutes: signed(change.extraMinutes) }) : '',
    change.zones === 'open' ? m.twin_zones_open() : '',
    change.zones === 'binding' ? m.twin_zones_binding() : '',
    change.weights ? m.twin_with_weights() : '',
  ].filter(Boolean)
  if (parts.length) return parts.join(', ')
  return change.isPlannedAnew ? m.twin_planned_anew() : m.twin_unchanged()
}

function signed(minutes: number): string {
  return `${minutes < 0 ? '−' : '+'}${Math.abs(minutes)}′`
}
