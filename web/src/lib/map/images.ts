import type { Map as MapLibreMap } from 'maplibre-gl'
import { colours, type Theme } from './colours.ts'

const pixelRatio = 2
/** pixels from the middle of a disc to the edge of its picture */
export const discHalf = 14

/** Pixels from the edge of a shape that is centred at 0, 0; negative inside it. */
type Distance = (x: number, y: number) => number

/** Shapes that take a layer's `icon-color` and `icon-halo-color`; `size` in pixels. */
const shapes: Record<string, { size: number; distance: Distance }> = {
  arrow: { size: 24, distance: arrow },
  disc: { size: 2 * discHalf, distance: (x, y) => Math.hypot(x, y) - 10 },
  pin: { size: 20, distance: pinDistance },
  square: { size: 20, distance: (x, y) => Math.max(Math.abs(x), Math.abs(y)) - 5 },
  diamond: { size: 24, distance: (x, y) => (Math.abs(x) + Math.abs(y) - 8) / Math.SQRT2 },
}

/** Draws for the map whatever image its layers miss, for as long as it lives: no sprite is fetched. */
export function serveImages(map: MapLibreMap): void {
  map.setMissingStyleImageResolver((id) => {
    if (map.hasImage(id)) return
    if (Object.hasOwn(shapes, id)) map.addImage(id, distanceField(shapes[id]), { pixelRatio, sdf: true })
    if (id === 'hatch-light') map.addImage(id, hatch('light'), { pixelRatio })
    if (id === 'hatch-dark') map.addImage(id, hatch('dark'), { pixelRatio })
  })
}

/** The picture MapLibre wants of a shape it may tint: three quarters on the edge, fading over 8 pixels. */
function distanceField({ size, distance }: { size: number; distance: Distance }): ImageData {
  const pixels = size * pixelRatio
  const image = new ImageData(pixels, pixels)
  for (let row = 0; row < pixels; row++)
    for (let column = 0; column < pixels; column++) {
      const x = (column + 0.5) / pixelRatio - size / 2
      const y = (row + 0.5) / pixelRatio - size / 2
      image.data[(row * pixels + column) * 4 + 3] = 255 * (0.75 - (distance(x, y) * pixelRatio) / 8)
    }
  return image
}

/** A head on a needle. */
function pinDistance(x: number, y: number): number {
  return Math.min(Math.hypot(x, y + 2.5) - 3.6, toSegment(x, y, [0, 0], [0, 6]) - 0.7)
}

/** A chevron that points along the line, to the right. */
function arrow(x: number, y: number): number {
  const halfStroke = 1.7
  return toSegment(x, Math.abs(y), [3.5, 0], [-2.5, 6]) - halfStroke
}

function toSegment(x: number, y: number, from: [number, number], to: [number, number]): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const along = ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy)
  const share = Math.min(Math.max(along, 0), 1)
  return Math.hypot(x - from[0] - share * dx, y - from[1] - share * dy)
}

/** Diagonal lines that meet those of the next square. */
function hatch(theme: Theme): ImageData {
  const size = 8
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size * pixelRatio
  const context = canvas.getContext('2d')!
  context.scale(pixelRatio, pixelRatio)
  context.strokeStyle = colours[theme].muted
  context.globalAlpha = 0.55
  context.beginPath()
  for (const shift of [-size, 0, size]) {
    context.moveTo(shift - 1, size + 1)
    context.lineTo(shift + size + 1, -1)
  }
  context.stroke()
  return context.getImageData(0, 0, canvas.width, canvas.height)
}
