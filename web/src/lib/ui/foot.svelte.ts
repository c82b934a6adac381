/**
 * What stands along the foot of the page and left of where it is looked at, in pixels: messages float above the one and
 * beside the other. A state and no property of the document, with which every element of it would get its style anew.
 */
export const foot = $state({ height: 0, left: 0 })

/** pixels: messages float over the middle of nothing narrower */
const leastWidth = 480

/** An attachment: messages float over the middle of this element, and not over what stands left of it. */
export function messagesFloatOver(element: HTMLElement): () => void {
  const watch = new ResizeObserver(() => {
    const { left, width } = element.getBoundingClientRect()
    foot.left = width < leastWidth ? 0 : left
  })
  watch.observe(element)
  return () => {
    watch.disconnect()
    foot.left = 0
  }
}
