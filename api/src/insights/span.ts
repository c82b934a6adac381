import { badInput } from '../http/problems.ts'

export interface Span {
  from: string
  to: string
  service?: string[]
  areaId?: number
}

const mostDays = 3700 // ten years

/** Refuses a span that runs backwards or is longer than anyone reads. */
export function demandSpan({ from, to }: Pick<Span, 'from' | 'to'>): void {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
  if (days < 0)
    throw badInput('The span ends before it begins', [{ path: 'query.to', message: 'before from' }])
  if (days > mostDays) throw badInput('The span is too long', undefined, { mostDays })
}
