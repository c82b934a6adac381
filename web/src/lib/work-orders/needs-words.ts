import type { OrderNeeds } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'

export interface Need {
  kind: 'materials' | 'equipment' | 'permit' | 'closure' | 'asset'
  name: string
  value: string
}

/** What an order needs, in the words of paper and tablets; nothing where a day was kept before there were needs. */
export function needsWords(needs: OrderNeeds | undefined): Need[] {
  if (!needs) return []
  const closure = needs.closureId === null ? m.order_closure_none() : m.order_closure_made()
  const all: Need[] = [
    { kind: 'materials', name: m.order_materials(), value: needs.materials },
    { kind: 'equipment', name: m.order_equipment(), value: needs.equipment },
    { kind: 'permit', name: m.order_permit(), value: needs.permit },
    { kind: 'closure', name: m.order_needs_closure(), value: needs.needsClosure ? closure : '' },
    { kind: 'asset', name: m.order_asset(), value: needs.assetCode ?? '' },
  ]
  return all.filter(({ value }) => value)
}
