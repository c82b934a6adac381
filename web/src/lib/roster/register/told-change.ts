import type { RosterChange, RosterWeek } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'
import { toasts } from '#lib/ui/toasts.svelte.ts'
import type { Roster } from '../week/roster.svelte.ts'
import { retirableName, setRetired, type Retirable } from './register-changes.ts'

/** Changes the roster, says so and offers to take it back. True where nothing is left to ask for. */
export async function changeAndTell(
  roster: Roster,
  text: string,
  changes: RosterChange[],
  weeks?: readonly RosterWeek[],
): Promise<boolean> {
  const isMade = await roster.change(text, changes, weeks)
  if (isMade)
    toasts.show({ kind: 'ok', text, action: { label: m.ui_undo(), run: () => void takeBack(roster) } })
  return isMade || roster.refused !== null
}

/** What is retired is at work again. */
export async function bringBack(roster: Roster, retired: Retirable): Promise<void> {
  const text = m.register_step_back({ what: retirableName(retired) })
  await changeAndTell(roster, text, [setRetired(retired, false)])
}

export async function takeBack(roster: Roster): Promise<void> {
  const text = await roster.undo()
  if (text) toasts.show({ kind: 'info', text: m.roster_undone({ what: text }) })
}
