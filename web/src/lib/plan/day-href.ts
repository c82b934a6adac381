import type { DayVersion } from '@dromos/api/contract'
import { current } from '#lib/dispatch/current-view.svelte.ts'

/** The way to one of the days that were planned in one go: to its plan as it stands. */
export function dayHref({ day, planId }: Pick<DayVersion, 'day' | 'planId'>, today: string): string {
  return current.href({
    day: day === today ? null : day,
    planId,
    version: null,
    against: null,
    stage: 'plan',
    focus: null,
  })
}
