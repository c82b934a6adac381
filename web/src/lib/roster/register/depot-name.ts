import type { RosterWeek } from '@dromos/api/contract'
import { localName } from '#lib/city/names.ts'

/** A depot by its id; nothing while depots are on their way. */
export function depotName(week: Pick<RosterWeek, 'depots'> | null, id: number): string {
  const depot = week?.depots.find((each) => each.id === id)
  return depot ? localName(depot) : ''
}
