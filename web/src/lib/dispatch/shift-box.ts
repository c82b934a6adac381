import type { Map as MapLibreMap } from 'maplibre-gl'
import { swallowClick } from '#lib/plan/follow-press.ts'

type Corner = [x: number, y: number]

/** nearer to its beginning a drag is a click */
const leastPixels = 5

/**
 * Shift and a drag over the map draw a box, instead of zooming into it. Gives back what stops it.
 * With Ctrl as well what is in the box is added to what is chosen.
 */
export function followShiftDrag(
  map: MapLibreMap,
  onbox: (from: Corner, to: Corner, isAdding: boolean) => void,
): () => void {
  const container = map.getCanvasContainer()
  let end = () => {}
  map.boxZoom.disable()

  function begin(event: PointerEvent): void {
    if (!event.shiftKey || event.button !== 0) return
    // the map is not to drag or to click by what follows
    event.preventDefault()
    event.stopPropagation()
    const frame = container.getBoundingClientRect()
    const at = ({ clientX, clientY }: PointerEvent): Corner => [clientX - frame.left, clientY - frame.top]
    const from = at(event)
    const box = container.appendChild(document.createElement('div'))
    box.className = 'drawn-box'
    const draw = (moved: PointerEvent) => {
      const to = at(moved)
      box.style.inset = `${Math.min(from[1], to[1])}px auto auto ${Math.min(from[0], to[0])}px`
      box.style.width = `${Math.abs(to[0] - from[0])}px`
      box.style.height = `${Math.abs(to[1] - from[1])}px`
    }
    const finish = (up: PointerEvent) => {
      end()
      const to = at(up)
      if (Math.hypot(to[0] - from[0], to[1] - from[1]) < leastPixels) return
      swallowClick(up.pointerType === 'touch')
      onbox(from, to, up.ctrlKey || up.metaKey)
    }
    const cancel = (key: KeyboardEvent) => key.key === 'Escape' && end()
    end = () => {
      box.remove()
      removeEventListener('pointermove', draw)
      removeEventListener('pointerup', finish)
      removeEventListener('keydown', cancel)
    }
    addEventListener('pointermove', draw)
    addEventListener('pointerup', finish)
    addEventListener('keydown', cancel)
  }

  container.addEventListener('pointerdown', begin, { capture: true })
  return () => {
    end()
    container.removeEventListener('pointerdown', begin, { capture: true })
    map.boxZoom.enable()
  }
}
