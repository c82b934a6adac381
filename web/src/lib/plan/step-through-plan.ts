import type { RosterStep } from '@dromos/api/contract'
import { failureText } from '#lib/city/api.ts'
import { conflictOf } from '#lib/dispatch/conflict-of.ts'
import { crewName } from '#lib/dispatch/crew-name.ts'
import { current } from '#lib/dispatch/current-view.svelte.ts'
import { m } from '#lib/paraglide/messages.js'
import { toasts } from '#lib/ui/toasts.svelte.ts'
import { actText } from './act-text.ts'
import { redoTarget, undoTarget } from './plan-line.ts'
import type { Planning } from './planning.svelte.ts'
import { rosterStepText } from './roster-step-text.ts'

/** Takes the last change of the plan back, or asks to where that is a publish; false where there is none. */
export function undoStep(planning: Planning): boolean {
  const { steps } = planning
  if (!steps.isStepping && steps.undoTo === null && steps.takeBackOf === null) return false
  void steps.inTurn(async () => {
    const { plan } = steps
    const to = plan && undoTarget(plan)
    const undone = steps.find(plan?.headVersion ?? null)
    if (to !== null && undone) await goOnFrom(planning, to, m.plan_undone({ what: actText(undone.act) }))
    else if (steps.takeBackOf !== null) steps.asked = { kind: 'take-back', version: steps.takeBackOf }
  })
  return true
}

/** Does again what was taken back last, or asks to publish it again; false where there is nothing. */
export function redoStep(planning: Planning): boolean {
  const { steps } = planning
  if (!steps.isStepping && steps.redoTo === null && steps.publishAgain === null) return false
  void steps.inTurn(async () => {
    const again = steps.publishAgain
    if (again) {
      steps.asked = { kind: 'publish', crewIds: again.crewIds }
      return
    }
    const to = steps.plan && redoTarget(steps.plan)
    const redone = steps.find(to)
    if (to !== null && redone) await goOnFrom(planning, to, m.plan_redone({ what: actText(redone.act) }))
  })
  return true
}

/** Makes another version the plan's head, shows it, and offers to take over what the head had beside it. */
export async function goOnFrom(planning: Planning, version: number, told?: string): Promise<void> {
  const { plan } = planning.steps
  if (!plan) return
  const left = plan.headVersion
  try {
    const { roster, leavesChanges } = await planning.steps.goOn(plan, version)
    await current.show({ planId: plan.id, version, stage: 'plan' })
    const follows = followRoster(planning, roster)
    toasts.show({
      kind: 'info',
      topic: 'plan',
      text: [told ?? m.plan_goes_on({ version }), follows].filter(Boolean).join('. '),
      ...(left !== null && leavesChanges && !told
        ? {
            action: {
              label: m.plan_apply_changes_of({ version: left }),
              run: () => void reapplyTo(planning, plan.id, left),
            },
          }
        : {}),
    })
  } catch (failure) {
    const conflict = await conflictOf(failure, 'PlanConflict')
    if (!conflict) return toasts.show({ kind: 'late', text: failureText(failure) })
    planning.steps.refused = {
      planId: plan.id,
      version: left ?? version,
      conflict,
      text: told ?? m.plan_goes_on({ version }),
      again: null,
    }
  }
}

/** Applies a version's changes to the head, shows what comes of it, and names what could not be applied. */
export async function reapplyTo(planning: Planning, planId: number, version: number): Promise<number | null> {
  try {
    const made = await planning.steps.reapply(planId, version)
    await current.show({ planId, version: made.version, stage: 'plan' })
    const lost = made.notApplied.map(({ title }) => title)
    toasts.show(
      lost.length
        ? {
            kind: 'late',
            text: m.plan_not_applied({ titles: lost.slice(0, 5).join(', '), count: lost.length }),
          }
        : { kind: 'ok', text: m.plan_applied({ version }) },
    )
    return made.version
  } catch (failure) {
    toasts.show({ kind: 'late', text: failureText(failure) })
    return null
  }
}

/** Shows what became of the roster, and gives back what of it is to be told with the step. */
export function followRoster(planning: Planning, steps: readonly RosterStep[]): string | null {
  const known = { crew: (crewId: number) => planning.crews().find(({ id }) => id === crewId) }
  const { follows, stays } = rosterStepText(steps, (crewId) => crewName(known, crewId))
  if (follows) void planning.shifts.refresh()
  // stays until it is read, whatever the next step says
  if (stays) toasts.show({ kind: 'late', text: stays })
  return follows
}
