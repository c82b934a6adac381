/** What a hand feels where the tablet can shake; a glove feels no screen. */
const patterns = { kept: [25], taken: [20, 60, 20], trouble: [60, 80, 60, 80, 60] }

export function feel(what: keyof typeof patterns): void {
  if (typeof navigator !== 'undefined') navigator.vibrate?.(patterns[what])
}
