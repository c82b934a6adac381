import type { Random } from './random.ts'

/** What becomes of a report in the end. `open` is anything the city still has to do. */
export type Outcome = 'open' | 'resolved' | 'duplicate' | 'rejected' | 'not_responsible' | 'cancelled'

export interface OutcomeCounts {
  open: number
  duplicate: number
  rejected: number
  notResponsible: number
  cancelled: number
}

/** A fault with its further reports, as far as outcomes are concerned. */
export interface Reported {
  ageDays: number
  slaDays: number
  /** reports after the first */
  repeats: number
}

export interface FaultOutcome {
  /** of the first report, and of all repeats that are not closed as duplicates */
  outcome: Outcome
  /** how many of its repeats are closed as duplicates */
  closedRepeats: number
}

/**
 * Deals outcomes to faults so that the counts over all reports are exact: repeats share the fate of their fault
 * unless they are closed as duplicates, which happens to as many as asked. Open are the younger faults, young
 * against their deadline; refusals and withdrawals befall single reports.
 */
export function dealOutcomes(
  random: Random,
  faults: readonly Reported[],
  counts: OutcomeCounts,
): FaultOutcome[] {
  const result = faults.map((): FaultOutcome => ({ outcome: 'resolved', closedRepeats: 0 }))
  closeRepeats(random, faults, result, counts.duplicate)
  const sizeOf = (i: number) => 1 + faults[i].repeats - result[i].closedRepeats
  let openLeft = counts.open
  for (const i of inOrder(faults, (fault) => backlogKey(random, fault))) {
    if (openLeft === 0) break
    if (sizeOf(i) > openLeft) continue
    result[i].outcome = 'open'
    openLeft -= sizeOf(i)
  }
  const single = inOrder(faults, () => random.unit()).filter(
    (i) => result[i].outcome === 'resolved' && faults[i].repeats === 0 && faults[i].ageDays > 0.2,
  )
  const refused = counts.rejected + counts.notResponsible + counts.cancelled
  if (single.length < refused) throw new RangeError('too few single reports to refuse or withdraw')
  let next = 0
  for (const [outcome, count] of [
    ['rejected', counts.rejected],
    ['not_responsible', counts.notResponsible],
    ['cancelled', counts.cancelled],
  ] as const)
    for (let left = count; left > 0; left--) result[single[next++]].outcome = outcome
  if (openLeft > 0) throw new RangeError('too few faults for the backlog asked for')
  return result
}

function closeRepeats(random: Random, faults: readonly Reported[], result: FaultOutcome[], count: number) {
  const all = faults.flatMap((fault, i) => Array.from({ length: fault.repeats }, () => i))
  if (all.length < count) throw new RangeError('fewer repeats than duplicates asked for')
  for (let taken = 0; taken < count; taken++) {
    const other = taken + random.below(all.length - taken)
    ;[all[taken], all[other]] = [all[other], all[taken]]
    result[all[taken]].closedRepeats++
  }
}

/** Sorts as weighted sampling without replacement does (Efraimidis and Spirakis 2006): the least come first. */
function backlogKey(random: Random, { ageDays, slaDays }: Reported): number {
  return random.exponential() * Math.exp(Math.min(ageDays / (0.8 * slaDays + 3), 500))
}

function inOrder<T>(items: readonly T[], keyOf: (item: T) => number): number[] {
  const keys = Float64Array.from(items, keyOf)
  return [...items.keys()].sort((a, b) => keys[a] - keys[b] || a - b)
}
