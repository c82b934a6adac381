import type { RunSheetVisit } from './field.ts'

const [mostSaid, mostPublicIds] = [6, 8]

export interface PaperWords {
  /** what the order is called; empty where that is its service, in either language, and the street */
  title: string
  /** features and skills to bring: what the crew can do by itself need not be */
  bring: string[]
  /** how the crew gets there, and what else the desk tells it */
  access: string
  notes: string
  /** what citizens said; what many said in the same words, or the desk has written down, is printed once */
  said: string
  /** by which citizens know what is done here; as many as fit on a line or two */
  publicIds: string
}

/** What paper tells of a stop, beside its place, its service and its times. */
export function wordsOnPaper(
  { title, vehicleFeatures, skills, accessNotes, notes, requests }: RunSheetVisit,
  service: { nameEl: string; nameEn: string } | undefined,
  crewSkills: readonly string[],
): PaperWords {
  const isService = service && [service.nameEl, service.nameEn].some((name) => title.startsWith(name))
  const said = [...new Set(requests.map(({ description }) => description))].filter(
    (text) => text && text !== notes,
  )
  const more = said.length - mostSaid
  return {
    title: isService ? '' : title,
    bring: [...vehicleFeatures, ...skills.filter((skill) => !crewSkills.includes(skill))],
    access: accessNotes ?? '',
    notes,
    said: said.slice(0, mostSaid).join(' · ') + (more > 0 ? ` · +${more}` : ''),
    publicIds: requests
      .slice(0, mostPublicIds)
      .map(({ publicId }) => publicId)
      .join(' '),
  }
}
