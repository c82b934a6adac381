import type { EarlyTap, meaningOf } from './early-tap.ts'
import type { mayBeShown, ScreenFacts } from './screen-facts.ts'

/** What the page knows of the screen that stands before the program. */
export interface EarlyScreen {
  root: HTMLElement
  accountId: string
  taps: EarlyTap[]
  /** a finger is on it: what it presses is not known yet */
  isHeld: boolean
}

export interface EarlyHere {
  /** of the program that the page names */
  version: string
  locale: string
}

/**
 * Runs in the page before any module: has the next stop shown as it was kept or served, and lets the program begin once
 * it stands. It is put there as text, and names nothing beside its arguments and what a browser has.
 */
export function beginEarly(
  here: EarlyHere,
  show: typeof showEarly,
  isFit: typeof mayBeShown,
  meaning: typeof meaningOf,
): void {
  const begin = () => {
    // the program's screen has them; another page is not kept waiting for it
    if (!isShown) document.querySelector('[data-fonts]')?.removeAttribute('media')
    for (const link of document.querySelectorAll('link[rel=later]')) link.setAttribute('rel', 'modulepreload')
    ;(globalThis as { dromosBegin?: () => void }).dromosBegin?.()
  }
  let isShown = false
  try {
    isShown = show(here, isFit, meaning)
  } finally {
    // what is compiled before would hold up what is drawn; a page in the background draws nothing
    if (isShown && !document.hidden) requestAnimationFrame(() => setTimeout(begin))
    else begin()
  }
}

/** Shows the screen that came with the page, if it may be, and notes what is tapped on it. */
export function showEarly(here: EarlyHere, isFit: typeof mayBeShown, meaning: typeof meaningOf): boolean {
  const root = document.querySelector<HTMLElement>('[data-early]')
  if (!root) return false
  const facts = JSON.parse(root.dataset.facts ?? 'null') as ScreenFacts | null
  if (!facts || !isFit(facts, { ...here, search: location.search, now: Date.now() })) {
    root.remove()
    return false
  }

  const program = root.previousElementSibling
  program?.setAttribute('inert', '')
  root.hidden = false
  const early: EarlyScreen = { root, accountId: facts.accountId, taps: [], isHeld: false }
  Object.assign(globalThis, { dromosEarly: early })
  root.addEventListener('pointerdown', () => {
    early.isHeld = true
    // a press that ends nowhere
    setTimeout(() => (early.isHeld = false), 2000)
  })
  for (const end of ['pointerup', 'pointercancel'])
    addEventListener(end, () => setTimeout(() => (early.isHeld = false)))
  root.addEventListener(
    'click',
    (event) => {
      const control = (event.target as Element).closest('button, label')
      if (!control) return
      event.preventDefault()
      // one thing at a time, as on the screen that follows
      if (early.taps.length > 0) return
      early.taps.push({ ...meaning(control), at: Date.now() })
      control.setAttribute('aria-busy', 'true')
    },
    true,
  )
  return true
}
