import { m } from '#lib/paraglide/messages.js'
import { toasts } from '#lib/ui/toasts.svelte.ts'
import { mostChosen, type Chosen } from './chosen.svelte.ts'
import type { PagedList } from './paged-list.svelte.ts'

/**
 * Chooses all that the list's filters let through, also what nobody has looked at yet: the rows that are here at once,
 * the others as they come, up to the most that may be chosen.
 */
export async function chooseAll<Row extends { id: number }, Filter>(
  list: PagedList<Row, Filter>,
  chosen: Chosen<Row>,
): Promise<void> {
  chosen.add(list.items)
  const { rows } = chosen
  // whoever has let go meanwhile, or chosen others, has changed their mind
  if (!(await list.reach(mostChosen)) || chosen.rows !== rows) return
  const missing = list.items.filter(({ id }) => !chosen.has(id))
  if (missing.length > 0) chosen.add(missing)
  if (list.hasMore)
    toasts.show({ kind: 'info', topic: 'chosen', text: m.dispatch_all_cut({ count: mostChosen }) })
}
