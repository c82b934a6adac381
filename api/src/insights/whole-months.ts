import { addDays } from '../jurisdictions/city-time.ts'
import type { Span } from './span.ts'

type Days = Pick<Span, 'from' | 'to'>

/** A span as the whole months inside it, by their first days, and the days before and after them. */
interface SpanParts {
  months: Days | null
  edges: Days[]
}

/** Both ends of a span belong to it, and so do those of its parts. */
export function splitSpan({ from, to }: Days): SpanParts {
  const first = from.endsWith('-01') ? from : firstOfNextMonth(from)
  // the first day that no whole month holds any more
  const end = firstOfMonth(addDays(to, 1))
  if (first >= end) return { months: null, edges: [{ from, to }] }
  const edges = [
    { from, to: addDays(first, -1) },
    { from: end, to },
  ]
  return {
    months: { from: first, to: firstOfMonth(addDays(end, -1)) },
    edges: edges.filter((edge) => edge.from <= edge.to),
  }
}

function firstOfMonth(day: string): string {
  return `${day.slice(0, 7)}-01`
}

function firstOfNextMonth(day: string): string {
  return firstOfMonth(addDays(firstOfMonth(day), 31))
}
