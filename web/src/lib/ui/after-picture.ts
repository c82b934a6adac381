import { whenIdle } from './when-idle.ts'

/** Does what may wait until the next picture stands; returns what calls it off. */
export function afterPicture(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const frame = requestAnimationFrame(() => (timer = setTimeout(work)))
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

/** Does what may wait until the next picture stands and the page has nothing else to do; returns what calls it off. */
export function onceUsable(work: () => void): () => void {
  let stop = afterPicture(() => (stop = whenIdle(work, longestMilliseconds)))
  return () => stop()
}

/** a page that is never idle goes on all the same */
const longestMilliseconds = 1000
