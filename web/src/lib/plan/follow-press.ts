/** pixels a press may wander and still be a click */
const clickSlack = 5
/** pixels a finger that rests may wander, and the milliseconds it rests before it lifts what is under it */
const restSlack = 9
const restMilliseconds = 380

type Point = Pick<PointerEvent, 'clientX' | 'clientY'>

interface PressActs {
  /** what is pressed goes along from now on */
  lift(at: Point, isTouch: boolean): void
  move(at: Point): void
  /** it is let go; of a finger that has not moved since it lifted, `hasMoved` is false */
  drop(hasMoved: boolean): void
  /** nothing comes of it, or no more */
  cancel(): void
}

/**
 * Follows a press until it is let go. A mouse lifts what it moves; a finger what it rests on, so that to swipe scrolls
 * and pans as ever. Gives back what gives it up.
 */
export function followPress(event: MouseEvent, acts: PressActs): () => void {
  const isTouch = 'pointerType' in event && event.pointerType === 'touch'
  const from = { clientX: event.clientX, clientY: event.clientY }
  const listening = new AbortController()
  const { signal } = listening
  let isLifted = false
  let hasMoved = false
  let rest: ReturnType<typeof setTimeout> | undefined

  const end = () => {
    clearTimeout(rest)
    listening.abort()
  }
  const cancel = () => {
    end()
    acts.cancel()
  }
  const lift = (at: Point) => {
    isLifted = true
    acts.lift(at, isTouch)
  }
  const move = (next: PointerEvent) => {
    if (!next.isPrimary) return
    const way = Math.hypot(next.clientX - from.clientX, next.clientY - from.clientY)
    if (!isLifted && isTouch) return way > restSlack ? cancel() : undefined
    if (!isLifted && way < clickSlack) return
    // a finger trembles while it rests
    if (isTouch && !hasMoved && way < restSlack) return
    hasMoved = true
    next.preventDefault()
    if (!isLifted) lift(next)
    acts.move(next)
  }
  const drop = (up: PointerEvent) => {
    if (!up.isPrimary) return
    end()
    if (isLifted) acts.drop(hasMoved)
    else acts.cancel()
  }

  if (isTouch) rest = setTimeout(() => lift(from), restMilliseconds)
  addEventListener('pointermove', move, { signal })
  addEventListener('pointerup', drop, { signal })
  addEventListener('pointercancel', (gone) => gone.isPrimary && cancel(), { signal })
  addEventListener('keydown', (key) => key.key === 'Escape' && cancel(), { signal })
  // a second finger pinches; a long press is no right click
  addEventListener('pointerdown', (next) => !next.isPrimary && cancel(), { signal })
  addEventListener('contextmenu', (menu) => isTouch && menu.preventDefault(), { signal, capture: true })
  return end
}

/** The click that ends a drag is no click. After a finger it comes a moment later. */
export function swallowClick(isTouch: boolean): void {
  const swallow = (event: MouseEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => removeEventListener('click', swallow, { capture: true }), isTouch ? 350 : 0)
}
