import { KeptFlag } from './kept-flag.svelte.ts'

/** How a dispatcher has set up the desk: what is open stays open the next time. */
class Desk {
  readonly panel = new KeptFlag('dispatch-panel-open')
  readonly timeline = new KeptFlag('dispatch-timeline-open')
  readonly legend = new KeptFlag('dispatch-legend-open', hasRoom())
  /** single letters as shortcuts: who dictates or types with a switch turns them off */
  readonly shortcuts = new KeptFlag('dispatch-shortcuts')
}

/** On a phone the legend would hide half of the map. */
function hasRoom(): boolean {
  return typeof matchMedia === 'undefined' || matchMedia('(min-width: 761px)').matches
}

export const desk = new Desk()
