import type { Box } from './box.ts'

/** What floats over a map and is read there, in pixels of the window: messages and names make way for it. */
class KeptClear {
  boxes = $state.raw<readonly Box[]>([])
  readonly #boxes = new Map<Element, Box>()

  /** An attachment: its element is kept clear for as long as it is there. */
  keep = (element: HTMLElement): (() => void) => {
    const watch = new ResizeObserver(() => {
      this.#boxes.set(element, element.getBoundingClientRect())
      this.#tell()
    })
    watch.observe(element)
    // it moves with the edges of what it floats over
    if (element.offsetParent) watch.observe(element.offsetParent)
    return () => {
      watch.disconnect()
      this.#boxes.delete(element)
      this.#tell()
    }
  }

  #tell(): void {
    this.boxes = [...this.#boxes.values()]
  }
}

export const keptClear = new KeptClear()
