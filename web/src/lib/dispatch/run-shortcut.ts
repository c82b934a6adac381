import { goto } from '$app/navigation'
import type { City } from '#lib/city/city.svelte.ts'
import { dayOf } from '#lib/city/format.ts'
import { localizeHref } from '#lib/paraglide/runtime.js'
import { turnRouteLock, turnStopLock } from '#lib/plan/lock-by-hand.ts'
import { nextDay } from '#lib/plan/next-day.ts'
import type { Planning } from '#lib/plan/planning.svelte.ts'
import { redoStep, undoStep } from '#lib/plan/step-through-plan.ts'
import { current, sectionHref } from './current-view.svelte.ts'
import { desk } from './desk.svelte.ts'
import type { ShortcutAction } from './shortcuts.ts'
import type { Section } from './view.ts'

interface Given {
  city: City
  planning: Planning
}

const sections: Partial<Record<ShortcutAction, Section>> = {
  today: 'today',
  backlog: 'backlog',
  streets: 'streets',
  roster: 'roster',
  review: 'review',
}

/** Does what a shortcut asks for; false where it means nothing here. */
export function runShortcut(action: ShortcutAction, { city, planning }: Given): boolean {
  const section = sections[action]
  if (section) return go(sectionHref(city.id, section, current.view.day ? `?day=${current.view.day}` : ''))
  switch (action) {
    case 'day-before':
      return turnDay(city, -1)
    case 'day-after':
      return turnDay(city, 1)
    case 'stop-before':
      return stepThroughStops(planning, -1)
    case 'stop-after':
      return stepThroughStops(planning, 1)
    case 'move':
      return askForMove(planning)
    case 'lock':
      return current.section === 'today' && turnStopLock(planning, focusedTask(planning))
    case 'lock-route':
      return current.section === 'today' && turnRouteLock(planning, focusedCrew(planning))
    case 'undo':
      return current.section === 'today' && undoStep(planning)
    case 'redo':
      return current.section === 'today' && redoStep(planning)
    case 'print':
      return go(localizeHref(`/${city.id}/sheets${current.view.day ? `?day=${current.view.day}` : ''}`))
    case 'panel':
      desk.panel.turn()
      return true
    case 'timeline':
      if (current.section !== 'today') return false
      desk.timeline.turn()
      return true
    case 'fit':
      document.dispatchEvent(new CustomEvent('fitmap'))
      return true
    case 'in-sight':
      if (current.section !== 'backlog') return false
      document.dispatchEvent(new CustomEvent('chooseinsight'))
      return true
    default:
      return false
  }
}

function go(href: string): true {
  void goto(href)
  return true
}

function turnDay(city: City, days: number): boolean {
  if (current.section === 'backlog' || current.section === 'streets') return false
  const today = dayOf(new Date(), city.jurisdiction.timezone)
  const day = nextDay(current.view.day ?? today, days)
  void current.showDay(day, today)
  return true
}

/** The next stop of the plan after the one in focus, crew by crew. */
function stepThroughStops(planning: Planning, step: 1 | -1): boolean {
  if (current.section !== 'today' || !planning.detail.value) return false
  const orders = planning.detail.value.routes.flatMap(({ stops }) =>
    stops.flatMap(({ kind, workOrderId }) => (kind === 'task' && workOrderId !== null ? [workOrderId] : [])),
  )
  if (!orders.length) return false
  const focus = current.view.focus
  const at = focus?.kind === 'order' ? orders.indexOf(focus.id) : -1
  const next = at < 0 ? (step > 0 ? 0 : orders.length - 1) : (at + step + orders.length) % orders.length
  void current.focus({ kind: 'order', id: orders[next]! })
  return true
}

function focusedTask(planning: Planning): number | null {
  const { focus } = current.view
  return focus?.kind === 'order' && planning.canChange ? planning.taskOfOrder(focus.id) : null
}

function focusedCrew(planning: Planning): number | null {
  return planning.selected(current.view.focus).selectedRouteId
}

function askForMove(planning: Planning): boolean {
  const taskId = focusedTask(planning)
  if (taskId === null || current.section !== 'today') return false
  planning.movingTaskId = taskId
  return true
}
