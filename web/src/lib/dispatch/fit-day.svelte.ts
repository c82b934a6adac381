import type { Map as MapLibreMap } from 'maplibre-gl'
import { untrack } from 'svelte'
import type { Bounds } from '#lib/map/stage.svelte.ts'
import { fitNext, type Fitted } from './fit-next.ts'

interface Given {
  map: () => MapLibreMap | undefined
  /** another plan or replay is another key; empty while there is none */
  key: () => string
  bounds: () => Bounds | null
  /** one looks at a place already */
  isElsewhere: () => boolean
}

/** in pixels, and at once */
export const fitting = { padding: 40, duration: 0 }

/**
 * A plan or a replay is shown whole, unless one looks at a place already; and stays so while what is beside the map
 * takes its room, until the map is moved. Its versions move nothing that shows them whole. Call during component
 * initialisation.
 */
export function fitDay({ map, key, bounds, isElsewhere }: Given): void {
  let fitted: Fitted = { key: '', bounds: null }
  let isFitting = false
  const fit = (stage: MapLibreMap) => {
    if (!fitted.bounds) return
    isFitting = true
    stage.fitBounds(fitted.bounds, fitting)
    isFitting = false
  }
  $effect(() => {
    const stage = map()
    if (!stage) return
    const again = () => fit(stage)
    const leave = () => {
      if (!isFitting) fitted = { ...fitted, bounds: null }
    }
    stage.on('resize', again)
    stage.on('dragstart', leave)
    stage.on('zoomstart', leave)
    return () => {
      stage.off('resize', again)
      stage.off('dragstart', leave)
      stage.off('zoomstart', leave)
    }
  })
  $effect(() => {
    const [stage, next] = [map(), { key: key(), bounds: bounds() }]
    if (!stage) return
    untrack(() => {
      const { moves, ...kept } = fitNext(fitted, {
        ...next,
        isElsewhere: isElsewhere(),
        shown: stage.getBounds().toArray().flat() as Bounds,
      })
      fitted = kept
      // after the timeline has taken its room
      if (moves) requestAnimationFrame(() => (stage.resize(), fit(stage)))
    })
  })
  // a place that is gone to by other means is left alone
  $effect(() => {
    if (isElsewhere()) fitted = { ...fitted, bounds: null }
  })
}
