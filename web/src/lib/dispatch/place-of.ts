import type { LonLat } from '@dromos/api/contract'
import type { Planning } from '#lib/plan/planning.svelte.ts'
import type { Dispatch } from './dispatch.svelte.ts'
import type { Focus } from './view.ts'

/** Where the thing in focus is, once it is known. */
export function placeOf(dispatch: Dispatch, planning: Planning, focus: Focus | null): LonLat | null {
  switch (focus?.kind) {
    case 'request':
      return dispatch.request.value?.id === focus.id ? dispatch.request.value.location : null
    case 'hotspot':
      return dispatch.hotspot.value?.id === focus.id ? dispatch.hotspot.value.center : null
    case 'order':
      return (
        planning.placeOfOrder(focus.id) ??
        (dispatch.order.value?.id === focus.id ? dispatch.order.value.location : null)
      )
    case 'crew':
      return dispatch.crew(focus.id)?.depot.location ?? null
    default:
      return null
  }
}
