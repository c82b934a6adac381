import { m } from '#lib/paraglide/messages.js'

/** How late, in the unit one would say it in: "25′", "5 ώ", "3 ημ." */
export function lateness(seconds: number): string {
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 90) return m.ui_minutes({ minutes })
  const hours = Math.round(minutes / 60)
  return hours < 48 ? m.plan_hours({ hours }) : m.board_days({ days: Math.round(hours / 24) })
}
