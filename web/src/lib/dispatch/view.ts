import { orderSorts } from '@dromos/api/contract'

/** What the console shows; all of it stands in the address, so that it can be shared and gone back to. */
const sections = ['today', 'backlog', 'streets', 'roster', 'review'] as const
export type Section = (typeof sections)[number]

const tabs = ['requests', 'hotspots', 'orders'] as const
export type BacklogTab = (typeof tabs)[number]
/** Requests are sorted by some of them only. */
export type BacklogSort = (typeof orderSorts)[number]

const stages = ['meeting', 'setup', 'plan', 'queue', 'live', 'twin'] as const
export type Stage = (typeof stages)[number]

/** In the roster, beside the week. */
export const registerTabs = ['crews', 'people', 'vehicles', 'depots'] as const
export type RegisterTab = (typeof registerTabs)[number]

/** What stands under the map. */
type Drawer = 'timeline' | 'board'

const focusKinds = ['request', 'hotspot', 'order', 'crew', 'closure'] as const
export type FocusKind = (typeof focusKinds)[number]

/** The one thing that list, map, timeline and details are about. */
export interface Focus {
  kind: FocusKind
  id: number
}

export interface MapPosition {
  zoom: number
  center: [lon: number, lat: number]
}

export interface View {
  tab: BacklogTab
  services: string[]
  isLate: boolean
  isUnordered: boolean
  areaId: number | null
  /** due by the end of the day so many days from now; 0 is today */
  dueWithinDays: number | null
  olderThanDays: number | null
  leastPriority: number | null
  skill: string | null
  isInHotspot: boolean
  /** only the requests of this hotspot */
  hotspotId: number | null
  sort: BacklogSort
  /** the other way round than one looks for first */
  isReversed: boolean
  q: string
  focus: Focus | null
  day: string | null
  planId: number | null
  version: number | null
  /** the version that the one shown is compared with */
  against: number | null
  /**
   * in Today: the morning meeting, choosing what to plan, looking at a plan, at what the queue assigns, or at the day as it goes;
   * in Review: seeing the day again
   */
  stage: Stage | null
  /** in Streets: closing a street, or changing the closure in focus */
  act: 'close' | 'change' | null
  /** in the roster: what the city works with; null is the week */
  register: RegisterTab | null
  map: MapPosition | null
  drawer: Drawer
  /** minutes of the plan's day (from midnight in UTC) that the timeline shows; null shows all */
  span: [from: number, to: number] | null
}

/** Reads an address; what is not understood counts as not said. */
export function readView(url: { searchParams: Pick<URLSearchParams, 'get'> }): View {
  const say = (name: string) => url.searchParams.get(name)
  return {
    tab: tabs.find((tab) => tab === say('tab')) ?? 'requests',
    services: (say('service') ?? '').split(',').filter((code) => /^[a-z][a-z0-9-]{1,60}$/.test(code)),
    isLate: say('late') === '1',
    isUnordered: say('free') === '1',
    areaId: number(say('area')),
    dueWithinDays: within(say('due'), 0, 365),
    olderThanDays: within(say('old'), 1, 3650),
    leastPriority: within(say('prio'), 0, 100),
    skill: /^[a-z][a-z0-9-]{0,59}$/.exec(say('skill') ?? '')?.[0] ?? null,
    isInHotspot: say('hot') === '1',
    hotspotId: number(say('spot')),
    ...readSorting(say('sort')),
    q: (say('q') ?? '').slice(0, 120),
    focus: readFocus(say('at')),
    day: readDay(say('day')),
    planId: number(say('plan')),
    version: number(say('v')),
    against: number(say('vs')),
    stage: stages.find((stage) => stage === say('stage')) ?? null,
    act: say('do') === 'close' ? 'close' : say('do') === 'change' ? 'change' : null,
    register: registerTabs.find((tab) => tab === say('reg')) ?? null,
    map: readPosition(say('map')),
    drawer: say('low') === 'board' ? 'board' : 'timeline',
    span: readSpan(say('span')),
  }
}

/** The address with some of it changed; what is left at its default is not written. */
export function writeView(url: { href: string }, change: Partial<View>): URL {
  const next = new URL(url.href)
  const view = { ...readView(next), ...change }
  const entries: Record<string, string | null> = {
    tab: view.tab === 'requests' ? null : view.tab,
    service: view.services.join(',') || null,
    late: view.isLate ? '1' : null,
    free: view.isUnordered ? '1' : null,
    area: textOf(view.areaId),
    due: textOf(view.dueWithinDays),
    old: textOf(view.olderThanDays),
    prio: textOf(view.leastPriority),
    skill: view.skill,
    hot: view.isInHotspot ? '1' : null,
    spot: textOf(view.hotspotId),
    sort: writeSorting(view),
    q: view.q || null,
    at: view.focus && `${view.focus.kind}:${view.focus.id}`,
    day: view.day,
    plan: textOf(view.planId),
    v: textOf(view.version),
    vs: textOf(view.against),
    stage: view.stage,
    do: view.act,
    reg: view.register,
    map: view.map && writePosition(view.map),
    low: view.drawer === 'timeline' ? null : view.drawer,
    span: view.span && view.span.join('-'),
  }
  // apart from the address, which would be written anew with each
  const said = new URLSearchParams(next.search)
  for (const [name, value] of Object.entries(entries)) {
    if (value === null) said.delete(name)
    else said.set(name, value)
  }
  // commas, colons and slashes are allowed in a query and read better as they are
  next.search = said.toString().replace(/%2C/gi, ',').replace(/%3A/gi, ':').replace(/%2F/gi, '/')
  return next
}

/** The section of a console address, in either language. */
export function sectionOf(pathname: string): Section {
  const last = pathname.split('/').filter(Boolean).at(-1)
  return sections.find((section) => section === last) ?? 'today'
}

/** "due", or "-due" the other way round. */
function readSorting(text: string | null): Pick<View, 'sort' | 'isReversed'> {
  const name = text?.replace(/^-/, '')
  const sort = orderSorts.find((each) => each === name)
  return sort ? { sort, isReversed: text !== name } : { sort: 'newest', isReversed: false }
}

function writeSorting({ sort, isReversed }: View): string | null {
  return isReversed ? `-${sort}` : sort === 'newest' ? null : sort
}

function readFocus(text: string | null): Focus | null {
  const [kind, rest] = (text ?? '').split(':')
  const known = focusKinds.find((each) => each === kind)
  const value = number(rest ?? null)
  return known && value !== null ? { kind: known, id: value } : null
}

function readPosition(text: string | null): MapPosition | null {
  const values = (text ?? '').split('/').map(Number)
  const [zoom = NaN, lat = NaN, lon = NaN] = values
  // what is not a number is within nothing
  const isPlace = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180
  return isPlace && values.length === 3 ? { zoom, center: [lon, lat] } : null
}

function readDay(text: string | null): string | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text ?? '')) return null
  const at = new Date(`${text}T00:00:00Z`)
  // February has no 30th: the calendar would make March of it
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text!) ? text : null
}

function writePosition({ zoom, center: [lon, lat] }: MapPosition): string {
  return `${zoom.toFixed(2)}/${lat.toFixed(5)}/${lon.toFixed(5)}`
}

/** "420-600"; nights and days before and after are within a day of the plan's. */
function readSpan(text: string | null): [number, number] | null {
  const [from = NaN, to = NaN] = /^-?\d{1,4}-\d{1,4}$/.test(text ?? '')
    ? text!.replace(/(\d)-/, '$1 ').split(' ').map(Number)
    : []
  return from >= -1440 && to <= 4320 && to - from >= 15 ? [from, to] : null
}

function textOf(value: number | null): string | null {
  return value === null ? null : String(value)
}

function within(text: string | null, least: number, most: number): number | null {
  if (text === null || !/^\d{1,4}$/.test(text)) return null
  const value = Number(text)
  return value >= least && value <= most ? value : null
}

function number(text: string | null): number | null {
  const value = Number(text)
  return text !== null && Number.isSafeInteger(value) && value > 0 ? value : null
}
