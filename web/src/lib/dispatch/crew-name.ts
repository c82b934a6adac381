import { localName } from '#lib/city/names.ts'

interface Known {
  crew: (id: number) => { nameEl: string; nameEn: string } | undefined
}

/** A crew that is not known, or not yet, has its number. */
export function crewName(known: Known, id: number | null): string {
  const crew = id === null ? undefined : known.crew(id)
  return crew ? localName(crew) : String(id ?? '')
}
