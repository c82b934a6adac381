import { z } from 'zod'

/** Which run sheets an address asks for. */
export interface SheetsView {
  /** null is today */
  day: string | null
  /** crews; all with work when empty */
  crewIds: number[]
}

export function readSheetsView(url: { searchParams: Pick<URLSearchParams, 'get'> }): SheetsView {
  const crews = (url.searchParams.get('crew') ?? '').split(',').map(Number)
  return {
    day: z.iso.date().safeParse(url.searchParams.get('day')).data ?? null,
    crewIds: [...new Set(crews)].filter((id) => Number.isSafeInteger(id) && id > 0).slice(0, 200),
  }
}

/** The query that asks for them, "?day=2026-01-31&crew=1,2". */
export function writeSheetsView({ day, crewIds }: SheetsView): string {
  const parts = [...(day ? [`day=${day}`] : []), ...(crewIds.length ? [`crew=${crewIds.join(',')}`] : [])]
  return parts.length ? `?${parts.join('&')}` : ''
}
