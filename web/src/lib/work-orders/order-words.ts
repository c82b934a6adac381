import { dateTime, duration } from '#lib/city/format.ts'
import { needName } from '#lib/crew/need-name.ts'
import { m } from '#lib/paraglide/messages.js'
import type { OrderAsked } from './order-fields.svelte.ts'

type Name = keyof OrderAsked | 'accessNotes' | 'attachmentLabel'

interface Words {
  name: () => string
  value: (value: unknown, names: NamesOf) => string
}

/** Names that the city has: of its skills, and of its closures. */
export interface NamesOf {
  skill: (code: string) => string
  closure: (id: number) => string
}

const text = (value: unknown) => (value === '' || value === null ? m.order_none() : String(value))
const moment = (value: unknown) => (typeof value === 'string' ? dateTime(value) : m.order_none())
const list = (value: unknown, nameOf: (code: string) => string) =>
  Array.isArray(value) && value.length ? value.map((code) => nameOf(String(code))).join(', ') : m.order_none()

const words: Record<Name, Words> = {
  title: { name: m.dispatch_order_title, value: text },
  durationMinutes: { name: m.dispatch_duration, value: (value) => duration(Number(value) * 60) },
  priority: { name: m.dispatch_priority, value: text },
  dueAt: { name: m.dispatch_due, value: moment },
  earliestAt: { name: m.order_earliest, value: moment },
  latestAt: { name: m.order_latest, value: moment },
  skills: { name: m.dispatch_skills, value: (value, { skill }) => list(value, skill) },
  vehicleFeatures: { name: m.order_features, value: (value) => list(value, needName) },
  notes: { name: m.dispatch_notes, value: text },
  accessNotes: { name: m.job_access, value: text },
  attachmentLabel: { name: m.order_attachment_label, value: text },
  materials: { name: m.order_materials, value: text },
  equipment: { name: m.order_equipment, value: text },
  permit: { name: m.order_permit, value: text },
  needsClosure: { name: m.order_needs_closure, value: (value) => (value ? m.order_yes() : m.order_no()) },
  closureId: {
    name: m.order_closure,
    value: (value, { closure }) => (typeof value === 'number' ? closure(value) : m.order_none()),
  },
  assetCode: { name: m.order_asset, value: text },
}

/** "Διάρκεια: 30 λ → 45 λ" */
export function changeWords(name: string, from: unknown, to: unknown, names: NamesOf): string {
  const { [name as Name]: known } = words
  if (!known) return ''
  return m.order_change_value({
    name: known.name(),
    from: known.value(from, names),
    to: known.value(to, names),
  })
}

export function valueWords(name: keyof OrderAsked, value: unknown, names: NamesOf): string {
  return words[name].value(value, names)
}

/** What an event of an order says was changed, one line a field; none for older events, which kept no before. */
export function storyOfChange(data: Record<string, unknown>, names: NamesOf): string[] {
  const { was } = data
  if (typeof was !== 'object' || was === null) return []
  return Object.entries(was)
    .map(([name, before]) => changeWords(name, before, data[name], names))
    .filter(Boolean)
}
