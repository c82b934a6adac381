import type { ResultOf, takeBackPlanVersion } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'
import { toasts } from '#lib/ui/toasts.svelte.ts'
import type { Planning } from './planning.svelte.ts'
import { followRoster, reapplyTo, redoStep } from './step-through-plan.ts'

/** What stands now, with the way back; or with what a draft that was left beside had changed. */
export function tellTakenBack(
  planning: Planning,
  { id, publishedVersion, roster }: ResultOf<typeof takeBackPlanVersion>,
  beside: number | null,
): void {
  const follows = followRoster(planning, roster)
  const told =
    publishedVersion === null
      ? m.plan_taken_back_nothing()
      : m.plan_taken_back_stands({ version: publishedVersion })
  toasts.show({
    kind: 'ok',
    topic: 'plan',
    text: [told, follows].filter(Boolean).join(' '),
    action:
      beside === null
        ? { label: m.plan_publish_again(), run: () => void redoStep(planning) }
        : {
            label: m.plan_apply_changes_of({ version: beside }),
            run: () => void reapplyTo(planning, id, beside),
          },
  })
}
