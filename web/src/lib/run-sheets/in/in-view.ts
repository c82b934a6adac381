import { z } from 'zod'

/** Which sheet is typed in, and at which stop. */
export interface InView {
  /** null is today */
  day: string | null
  crewId: number | null
  visitId: number | null
}

const Id = z.coerce.number().int().positive()

export function readInView(url: { searchParams: Pick<URLSearchParams, 'get'> }): InView {
  const id = (name: string) => Id.safeParse(url.searchParams.get(name)).data ?? null
  return {
    day: z.iso.date().safeParse(url.searchParams.get('day')).data ?? null,
    crewId: id('crew'),
    visitId: id('visit'),
  }
}

/** The query that asks for it, "?day=2026-01-31&crew=1&visit=7". */
export function writeInView({ day, crewId, visitId }: Partial<InView>): string {
  const parts = [day && `day=${day}`, crewId && `crew=${crewId}`, visitId && `visit=${visitId}`].filter(
    Boolean,
  )
  return parts.length ? `?${parts.join('&')}` : ''
}
