import type { WhatIf } from '@dromos/api/contract'
import { number } from '#lib/city/format.ts'
import { localName } from '#lib/city/names.ts'
import type { Dispatch } from '#lib/dispatch/dispatch.svelte.ts'
import { m } from '#lib/paraglide/messages.js'

/** What is supposed, in a few words. */
export function whatIfText(change: WhatIf, dispatch: Dispatch): string {
  const known = dispatch.crew(change.crewId)
  const crew = known ? localName(known) : String(change.crewId)
  switch (change.kind) {
    case 'without-crew':
      return m.what_if_without({ crew })
    case 'with-crew':
      return m.what_if_with({ crew })
    case 'shift':
      return m.what_if_shift({ crew, minutes: signed(change.earlierMinutes + change.laterMinutes) })
    case 'vehicle':
      return m.what_if_vehicle({ crew, m3: number(change.capacityM3), kg: number(change.capacityKg) })
    case 'depot': {
      const depot = dispatch.crews.value?.find((each) => each.depot.id === change.depotId)?.depot
      return m.what_if_depot({ crew, depot: depot ? localName(depot) : String(change.depotId) })
    }
  }
}

export function signed(minutes: number): string {
  if (minutes === 0) return number(0)
  return `${minutes < 0 ? '−' : '+'}${number(Math.abs(minutes))}`
}
