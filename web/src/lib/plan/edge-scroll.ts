/** pixels from an edge within which a list scrolls on, and how far it goes in a frame at most */
const reach = 44
const most = 13

/** Pixels a frame, by how near to an edge what is dragged is; none outside. */
export function edgeSpeed(at: number, from: number, to: number): number {
  if (at < from || at > to) return 0
  // in a short list its two edges do not meet
  const near = Math.min(reach, (to - from) / 3)
  const [before, behind] = [at - from, to - at]
  if (before < near) return -Math.ceil(most * (1 - before / near))
  return behind < near ? Math.ceil(most * (1 - behind / near)) : 0
}

/** Scrolls what lies under a drag on while it is held near an edge. */
export class EdgeScroll {
  #frame: number | undefined
  #at = { x: 0, y: 0 }
  #onscroll = () => {}

  follow(x: number, y: number, onscroll: () => void): void {
    this.#at = { x, y }
    this.#onscroll = onscroll
    this.#frame ??= requestAnimationFrame(this.#step)
  }

  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame)
    this.#frame = undefined
  }

  #step = (): void => {
    const { x, y } = this.#at
    const hasScrolled = roomsAt(x, y).some((room) => scrollRoom(room, x, y))
    if (hasScrolled) this.#onscroll()
    this.#frame = hasScrolled ? requestAnimationFrame(this.#step) : undefined
  }
}

function roomsAt(x: number, y: number): HTMLElement[] {
  const rooms: HTMLElement[] = []
  let part: Element | null = document.elementFromPoint(x, y)
  for (; part; part = part.parentElement) if (part instanceof HTMLElement && canScroll(part)) rooms.push(part)
  return rooms
}

function canScroll(part: HTMLElement): boolean {
  if (part.scrollHeight <= part.clientHeight && part.scrollWidth <= part.clientWidth) return false
  const { overflowX, overflowY } = getComputedStyle(part)
  return [overflowX, overflowY].some((each) => each === 'auto' || each === 'scroll')
}

/** False where it is at its end, or the drag is not at its edge. */
function scrollRoom(room: HTMLElement, x: number, y: number): boolean {
  const box = room.getBoundingClientRect()
  const { scrollLeft, scrollTop } = room
  // what sticks to an edge, as names beside hours do, lies over what scrolls
  const { scrollPaddingLeft, scrollPaddingTop } = getComputedStyle(room)
  const [left, top] = [parseFloat(scrollPaddingLeft) || 0, parseFloat(scrollPaddingTop) || 0]
  room.scrollLeft += edgeSpeed(x, box.left + left, box.right)
  room.scrollTop += edgeSpeed(y, box.top + top, box.bottom)
  return room.scrollLeft !== scrollLeft || room.scrollTop !== scrollTop
}
