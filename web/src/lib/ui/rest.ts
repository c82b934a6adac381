/** how long nothing may have happened */
const restMs = 400
const hands = ['pointermove', 'pointerdown', 'pointerup', 'keydown', 'wheel'] as const
const heard = { capture: true, passive: true }

let stirredAt = -Infinity
let awaited = 0

/** Something came in that whoever looks at the page waits for. */
export function stir(): void {
  stirredAt = performance.now()
}

/** Until it has come, and a little longer, the page is not at rest. */
export async function stirring<T>(answer: Promise<T>): Promise<T> {
  awaited++
  try {
    return await answer
  } finally {
    awaited--
    stir()
  }
}

/** From here on hands and keys stir the page, until the function that it returns is called. */
export function followHands(): () => void {
  for (const name of hands) addEventListener(name, stir, heard)
  return () => hands.forEach((name) => removeEventListener(name, stir, heard))
}

/**
 * Comes once nobody uses the page: no hand moves over it, no answer is awaited, nothing came in. What is only prepared
 * waits for that, and for so many milliseconds at most.
 */
export async function atRest(longest = 5000): Promise<void> {
  const last = performance.now() + longest
  for (;;) {
    const now = performance.now()
    const next = awaited > 0 ? now + restMs : stirredAt + restMs
    if (next <= now || now >= last) return
    await new Promise((done) => setTimeout(done, Math.min(next, last) - now))
  }
}
