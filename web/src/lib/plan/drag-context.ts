import { getContext, setContext } from 'svelte'
import type { StopDrag } from './stop-drag.svelte.ts'

const key = Symbol('stop drag')

export function provideDrag(drag: StopDrag): StopDrag {
  return setContext(key, drag)
}

/** The one drag of the console; call during component initialisation. */
export function useDrag(): StopDrag {
  return getContext<StopDrag>(key)
}
