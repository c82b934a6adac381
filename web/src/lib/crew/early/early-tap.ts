/** A tap on a screen whose program is not there yet: on which words, of what, when. */
export interface EarlyTap {
  /** of the control, without figures: a clock runs on */
  words: string
  /** the job with its status, the state of the shift, or the words the control stands among */
  of: string
  at: number
}

/**
 * What a tap on a control means. Put into the page as text, and used by the program to find the same control again:
 * the same words of the same job in the same status do the same.
 */
export function meaningOf(control: Element): Pick<EarlyTap, 'words' | 'of'> {
  const plain = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim()
  const words = plain(control.getAttribute('aria-label') ?? control.textContent).replace(/\d+/g, '#')
  const visit = control.closest<HTMLElement>('[data-visit]')?.dataset
  if (visit) return { words, of: `visit ${visit.visit} ${visit.status}` }
  const shift = control.closest<HTMLElement>('[data-shift]')?.dataset
  if (shift) return { words, of: `shift ${shift.shift}` }
  const part = control.closest('header, nav')
  if (part) return { words, of: part.tagName }
  return { words, of: plain(control.closest('section, [role]')?.textContent ?? null) }
}

/** The control that a tap was meant for, where the screen still has exactly that one. */
export function controlOf(tap: EarlyTap, controls: Iterable<Element>): Element | undefined {
  return [...controls].find((control) => {
    const { words, of } = meaningOf(control)
    return words === tap.words && of === tap.of
  })
}
