import { isEqual, type Box } from './box.ts'

/** What is read or pressed over a map and beside it, in pixels of the window: messages and names make way for it. */
class KeptClear {
  boxes = $state.raw<readonly Box[]>([])
  readonly #elements = new Set<Element>()

  /** An attachment: its element is kept clear for as long as it is there. */
  keep = (element: HTMLElement): (() => void) => {
    let floatsOver: Element | null = null
    // one that comes or grows may push the others aside
    const watch = new ResizeObserver(() => {
      const { offsetParent } = element
      // it moves with the edges of what it floats over, which asked before is asked of a page that is not laid out
      if (offsetParent && offsetParent !== floatsOver) watch.observe((floatsOver = offsetParent))
      this.#measure()
    })
    this.#elements.add(element)
    watch.observe(element)
    return () => {
      watch.disconnect()
      this.#elements.delete(element)
      requestAnimationFrame(() => this.#measure())
    }
  }

  #measure(): void {
    const boxes = [...this.#elements].map((element) => element.getBoundingClientRect())
    // who makes way is told only of what is other
    const isSame =
      boxes.length === this.boxes.length && boxes.every((box, at) => isEqual(box, this.boxes[at]!))
    if (!isSame) this.boxes = boxes
  }
}

export const keptClear = new KeptClear()
