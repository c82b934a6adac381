import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Ground } from './key-drawing.svelte.ts'

/** pixels that the cross keeps from the edge */
const margin = 18
/** parts of the map's width and height, from its middle to where panels seldom lie */
const starts = [
  [0.5, 0.5],
  [0.35, 0.5],
  [0.5, 0.35],
  [0.3, 0.35],
  [0.2, 0.5],
  [0.2, 0.25],
] as const

export function groundOf(map: MapLibreMap): Ground {
  return {
    toPixel: (place) => {
      const { x, y } = map.project(place)
      return [x, y]
    },
    toPlace: (pixel) => {
      const { lng, lat } = map.unproject(pixel)
      return [lng, lat]
    },
    panBy: (step) => map.panBy(step, { duration: 0 }),
    isOpen: ([x, y]) => {
      const { left, top, width, height } = map.getContainer().getBoundingClientRect()
      if (x < margin || y < margin || x > width - margin || y > height - margin) return false
      // a sheet that one draws on lies over the map, and is no panel
      return !!document.elementFromPoint(left + x, top + y)?.closest('.maplibregl-map, [data-sheet]')
    },
  }
}

/** The middle of the map, or where it is to be seen beside what floats over its middle. */
export function openPlace(map: MapLibreMap, ground: Ground): [number, number] {
  const { clientWidth: width, clientHeight: height } = map.getContainer()
  const places = starts.map(([right, down]): [number, number] => [right * width, down * height])
  return places.find((place) => ground.isOpen(place)) ?? places[0]!
}
