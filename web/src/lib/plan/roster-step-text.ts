import type { RosterStep } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'

/** What a step through the plan made of the roster, and what it had to leave; null where there is nothing to say. */
export function rosterStepText(
  steps: readonly RosterStep[],
  nameOf: (crewId: number) => string,
): { follows: string | null; stays: string | null } {
  const say = (left: RosterStep['left'], text: (about: { crews: string }) => string): string[] => {
    const names = steps.filter((step) => step.left === left).map(({ crewId }) => nameOf(crewId))
    return names.length > 0 ? [text({ crews: names.join(', ') })] : []
  }
  const stays = [...say('changed', m.plan_roster_changed), ...say('over', m.plan_roster_over)]
  return {
    follows: say(null, m.plan_roster_follows)[0] ?? null,
    stays: stays.length > 0 ? stays.join(' ') : null,
  }
}
