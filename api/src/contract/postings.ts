import type { CrewDepot, Posting } from './register.ts'

/** The crew that somebody belongs to on a day; null where they have not come yet, or have left. */
export function crewOn(postings: readonly Posting[], day: string): number | null {
  return postings.findLast(({ from }) => from === null || from <= day)?.crewId ?? null
}

/** What is told of the days before one. */
export function toldBefore<Dated extends { from: string | null }>(
  list: readonly Dated[],
  day: string,
): Dated[] {
  return list.filter(({ from }) => from === null || from < day)
}

/** Postings after somebody belongs to a crew, or to none, from a day on; what was meant to come later is dropped. */
export function repost(postings: readonly Posting[], from: string, crewId: number | null): Posting[] {
  const before = toldBefore(postings, from)
  return before.at(-1)?.crewId === crewId ? before : [...before, { from, crewId }]
}

/** The depot at which a crew begins and ends a day. */
export function depotOn(depots: readonly CrewDepot[], day: string): number {
  return depots.findLast(({ from }) => from === null || from <= day)!.depotId
}

/** Depots after a crew goes to one from a day on; what was meant to come later is dropped. */
export function moveToDepot(depots: readonly CrewDepot[], from: string, depotId: number): CrewDepot[] {
  const before = toldBefore(depots, from)
  return before.at(-1)?.depotId === depotId ? before : [...before, { from, depotId }]
}

const latin = new Map([...'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ'].map((letter, index) => [letter, 'ABEZHIKMNOPTYX'[index]!]))

/** A plate as it is read: its letters look alike in Greek and Latin, and spaces and dashes say nothing. */
export function plateKey(plate: string): string {
  return [...plate.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')]
    .map((letter) => latin.get(letter) ?? letter)
    .join('')
}
