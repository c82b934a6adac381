import type { Map as MapLibreMap } from 'maplibre-gl'
import { untrack } from 'svelte'
import type { Bounds } from '#lib/map/stage.svelte.ts'

interface Given {
  map: () => MapLibreMap | undefined
  /** another plan or version is another key; empty while there is none */
  key: () => string
  bounds: () => Bounds | null
  /** one looks at a place already */
  isElsewhere: () => boolean
}

export const fitPadding = 40

/**
 * A plan is shown whole, unless one looks at a place already; and stays so while what is beside the map takes its room,
 * until a hand moves the map. Call during component initialisation.
 */
export function fitPlan({ map, key, bounds, isElsewhere }: Given): void {
  let fitted: Bounds | null = null
  const fit = (stage: MapLibreMap) =>
    void (fitted && stage.fitBounds(fitted, { padding: fitPadding, duration: 0 }))
  $effect(() => {
    const stage = map()
    if (!stage) return
    const again = () => fit(stage)
    const leave = (event: object) => 'originalEvent' in event && event.originalEvent && (fitted = null)
    stage.on('resize', again)
    stage.on('movestart', leave)
    return () => {
      stage.off('resize', again)
      stage.off('movestart', leave)
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
