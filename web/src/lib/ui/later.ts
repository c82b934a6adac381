import { m } from '#lib/paraglide/messages.js'
import { rest } from './rest.ts'
import { toasts } from './toasts.svelte.ts'
import { whenIdle } from './when-idle.ts'

/** A part of a page in a file of its own: called when it is wanted, and loaded ahead once the page stands. */
export interface Later<Module> {
  /** Comes when the part is there; where it cannot be had, the person is told and nothing comes. */
  (): Promise<Module>
  /** Null where it cannot be had. */
  ahead(): Promise<Module | null>
}

const known = new Set<Later<unknown>>()

/** Once for each part, beside the component that shows it: what a page's first picture does without. */
export function later<Module>(load: () => Promise<Module>): Later<Module> {
  const wanted = () => load().catch(() => (tell(), new Promise<never>(() => {})))
  // what cannot be had ahead is asked for again when it is wanted
  const ahead = () => load().catch(() => null)
  const part = Object.assign(wanted, { ahead })
  known.add(part)
  return part
}

/** Every part that the page's files know of, one at a time, whenever nobody uses the page and it has nothing to do. */
export async function loadAhead(isOver: () => boolean): Promise<void> {
  const unfollow = rest.followHands(window)
  for (const part of known) {
    await rest.comes()
    await new Promise<void>((done) => void whenIdle(done))
    if (isOver()) break
    await part.ahead()
  }
  unfollow()
}

function tell(): void {
  toasts.show({
    kind: 'late',
    text: m.ui_part_missing(),
    action: { label: m.ui_reload(), run: () => location.reload() },
  })
}
