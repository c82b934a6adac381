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

/** What is told before the next, and the next unless that says what holds already. */
function goingOn<Dated extends { from: string | null }>(
  list: readonly Dated[],
  next: Dated & { from: string },
  saysSame: (last: Dated) => boolean,
): Dated[] {
  const before = toldBefore(list, next.from)
  const last = before.at(-1)
  return last && saysSame(last) ? before : [...before, next]
}

/** Postings after somebody belongs to a crew, or to none, from a day on; what was meant to come later is dropped. */
export function repost(postings: readonly Posting[], from: string, crewId: number | null): Posting[] {
  return goingOn(postings, { from, crewId }, (last) => last.crewId === crewId)
}

/** The depot at which a crew begins and ends a day. */
export function depotOn(depots: readonly CrewDepot[], day: string): number {
  return depots.findLast(({ from }) => from === null || from <= day)!.depotId
}

/** Depots after a crew goes to one from a day on; what was meant to come later is dropped. */
export function moveToDepot(depots: readonly CrewDepot[], from: string, depotId: number): CrewDepot[] {
  return goingOn(depots, { from, depotId }, (last) => last.depotId === depotId)
}

const latin = new Map([...'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ'].map((letter, index) => [letter, 'ABEZHIKMNOPTYX'[index]!]))

/** A plate as it is read: its letters look alike in Greek and Latin, and spaces and dashes say nothing. */
export function plateKey(plate: string): string {
  return [...plate.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')]
    .map((letter) => latin.get(letter) ?? letter)
    .join('')
}
