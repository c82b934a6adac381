import { controlOf, meaningOf, type EarlyTap } from './early-tap.ts'
import { earlyScreen, takeDown } from './kept-screens.ts'
import { atTimeOfTap } from './time-of-tap.ts'

const controls = 'button, label'

/**
 * The program's screen takes the place of the one that stood before it, in one frame, where that was scrolled to and
 * what had the focus; then what was tapped meanwhile is done, or `onlost` is told.
 */
export function takeOver(screen: Element, onlost: () => void): void {
  const early = earlyScreen()
  if (!early) return
  // a finger that is down has yet to say what it presses
  if (early.isHeld) return void requestAnimationFrame(() => takeOver(screen, onlost))
  const { root, taps } = early
  const [from, to] = [root.querySelector('.column'), screen.querySelector('.column')]
  if (from && to) to.scrollTop = from.scrollTop
  const focused = root.contains(document.activeElement) ? document.activeElement : null
  takeDown(early)
  if (focused) same(screen, { ...meaningOf(focused), at: 0 })?.focus({ preventScroll: true })
  for (const tap of taps) if (!press(same(screen, tap), tap)) onlost()
}

function same(screen: Element, tap: EarlyTap): HTMLElement | undefined {
  return controlOf(tap, screen.querySelectorAll(controls)) as HTMLElement | undefined
}

function press(control: HTMLElement | undefined, { at }: EarlyTap): boolean {
  if (!control) return false
  // a browser lets only a tap of just now open the camera
  if (control.tagName === 'LABEL' && !navigator.userActivation?.isActive) return false
  atTimeOfTap(at, () => control.click())
  return true
}
