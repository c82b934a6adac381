import type { RunSheet, RunSheetVisit } from '@dromos/api/contract'
import type { CrewDay } from './day.svelte.ts'

export const today = '2026-11-24'
export const at = '2026-11-24T07:00:00.000Z'

/** When all that was asked for has been sent. */
export async function settled(day: CrewDay): Promise<void> {
  await Promise.resolve()
  while (day.isSyncing) await new Promise((done) => setTimeout(done, 1))
}

export function sheet(day = today): RunSheet {
  const [first, second] = day === today ? [1, 2] : [3, 4]
  return { jurisdictionId: 'aigaleo', at, day, visits: [visit(first), visit(second)] } as unknown as RunSheet
}

export function visit(id: number): RunSheetVisit {
  return {
    id,
    address: `Θηβών ${id}`,
    status: 'dispatched',
    version: 1,
    reason: null,
    note: null,
    arrivedAt: null,
    finishedAt: null,
  } as unknown as RunSheetVisit
}
