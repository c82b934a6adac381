import { number, percent } from '#lib/city/format.ts'
import { m } from '#lib/paraglide/messages.js'

export const figureKinds = ['received', 'resolved', 'onTime', 'mean', 'open', 'overdue'] as const
export type FigureKind = (typeof figureKinds)[number]

/** What figures are made of: of the whole question, or of one service. */
export interface Counts {
  received: number
  duplicates: number
  resolved: number
  resolvedOnTime: number
  meanResolutionHours: number | null
  openNow: number
  openOverdue: number
}

/** The figure in its unit: a count, a share, or days; null where there is nothing to tell it from. */
export function figureOf(kind: FigureKind, counts: Counts): number | null {
  if (kind === 'received') return counts.received
  if (kind === 'resolved') return counts.resolved
  if (kind === 'open') return counts.openNow
  if (kind === 'overdue') return counts.openOverdue
  if (kind === 'mean') return counts.meanResolutionHours === null ? null : counts.meanResolutionHours / 24
  // what is open and overdue counts against the city, else the newest weeks would look perfect
  const due = counts.resolved + counts.openOverdue
  return due === 0 ? null : counts.resolvedOnTime / due
}

export function figureText(kind: FigureKind, value: number | null): string {
  if (value === null) return '—'
  if (kind === 'onTime') return percent(value)
  if (kind === 'mean') return m.insights_days({ days: number(value, 1) })
  return number(value)
}

export function figureName(kind: FigureKind): string {
  return {
    received: m.insights_received,
    resolved: m.insights_resolved,
    onTime: m.insights_on_time,
    mean: m.insights_mean,
    open: m.insights_open,
    overdue: m.insights_overdue,
  }[kind]()
}

/** The figure's formula with its numbers in it. */
export function figureFormula(kind: FigureKind, counts: Counts): string {
  const resolved = number(counts.resolved)
  if (kind === 'received')
    return m.insights_made_received({
      duplicates: number(counts.duplicates),
      share: percent(counts.received ? counts.duplicates / counts.received : 0),
    })
  if (kind === 'resolved') return m.insights_made_resolved()
  if (kind === 'onTime') {
    const [onTime, overdue] = [number(counts.resolvedOnTime), number(counts.openOverdue)]
    return m.insights_made_on_time({ onTime, resolved, overdue })
  }
  if (kind === 'mean') return m.insights_made_mean({ resolved })
  return kind === 'open' ? m.insights_made_open() : m.insights_made_overdue()
}
