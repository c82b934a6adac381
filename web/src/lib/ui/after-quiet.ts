/**
 * A function that runs `work` once its calls have paused, but never later than `longest` milliseconds after the
 * first: a stream of changes must not keep a screen from following.
 */
export function afterQuiet(
  work: () => void,
  { pause = 120, longest = 600 } = {},
): (() => void) & { stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let since = 0
  const run = () => {
    timer = undefined
    work()
  }
  const call = () => {
    const now = Date.now()
    if (timer === undefined) since = now
    clearTimeout(timer)
    timer = setTimeout(run, Math.max(0, Math.min(pause, since + longest - now)))
  }
  return Object.assign(call, {
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
  })
}
