import type { Map as MapLibreMap } from 'maplibre-gl'
import { untrack } from 'svelte'
import type { Bounds } from '#lib/map/stage.svelte.ts'

interface Given {
  map: () => MapLibreMap | undefined
  /** another plan, version or replay is another key; empty while there is none */
  key: () => string
  bounds: () => Bounds | null
  /** one looks at a place already */
  isElsewhere: () => boolean
}

/** in pixels, and at once */
export const fitting = { padding: 40, duration: 0 }

/**
 * A plan or a replay is shown whole, unless one looks at a place already; and stays so while what is beside the map
 * takes its room, until the map is moved. Call during component initialisation.
 */
export function fitDay({ map, key, bounds, isElsewhere }: Given): void {
  let fitted: Bounds | null = null
  let isFitting = false
  const fit = (stage: MapLibreMap) => {
    if (!fitted) return
    isFitting = true
    stage.fitBounds(fitted, fitting)
    isFitting = false
  }
  $effect(() => {
    const stage = map()
    if (!stage) return
    const again = () => fit(stage)
    const leave = () => {
      if (!isFitting) fitted = null
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
    const stage = map()
    if (!stage || !key()) return
    untrack(() => {
      fitted = isElsewhere() ? null : bounds()
      // after the timeline has taken its room
      if (fitted) requestAnimationFrame(() => (stage.resize(), fit(stage)))
    })
  })
  // a place that is gone to by other means is left alone
  $effect(() => {
    if (isElsewhere()) fitted = null
  })
}
