import { wantsNoMotion } from '#lib/map/stage.svelte.ts'
import { TwinClock } from './twin-clock.svelte.ts'

/** ten pictures a second move smoothly enough, and leave the machine room to draw them */
const smooth = 100
const still = 1000

/** A clock that the browser's own pictures move. */
export function pictureClock(): TwinClock {
  return new TwinClock({
    nextFrame: (draw) => requestAnimationFrame(draw),
    stopFrame: (id) => cancelAnimationFrame(id),
    pictureMilliseconds: () => (wantsNoMotion() ? still : smooth),
  })
}
