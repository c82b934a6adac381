import type { ClosureShape, LonLat, StreetCourse } from '@dromos/api/contract'
import type { Closing } from '#lib/closures/closing.svelte.ts'
import type { Planning } from '#lib/plan/planning.svelte.ts'
import type { Dispatch } from './dispatch.svelte.ts'
import type { Focus } from './view.ts'

/** Where the thing in focus is, once it is known. */
export function placeOf(
  dispatch: Dispatch,
  planning: Planning,
  closing: Closing,
  focus: Focus | null,
): LonLat | null {
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
    case 'closure': {
      const shape = closing.find(focus.id)?.geometry
      return shape ? middleOf(shape) : null
    }
    default:
      return null
  }
}

/** The street that the order in focus is along, once it is known. */
export function courseOf(dispatch: Dispatch, focus: Focus | null): StreetCourse['line'] | null {
  if (focus?.kind !== 'order' || dispatch.order.value?.id !== focus.id) return null
  return dispatch.order.value.street?.line ?? null
}

/** A point of the shape: the middle one of its first line. */
function middleOf(shape: ClosureShape): LonLat | null {
  const line = shape.type === 'LineString' ? shape.coordinates : shape.coordinates[0]
  return line?.[Math.floor(line.length / 2)] ?? null
}
