import { planeAt, planeDistanceMeters } from '../geo/plane.ts'

export interface OrderedService {
  code: string
  departmentCode: string
  name: string
  durationMinutes: number
  setupMinutes: number
  skills: string[]
  vehicleFeatures: string[]
  loadM3: number
  loadKg: number
  priority: number
}

export interface OrderedRequest {
  id: number
  serviceCode: string
  incidentId: number | null
  priority: number
  dueAt: Date
  address: string | null
  areaId: number | null
  location: [lon: number, lat: number]
}

export interface DerivedOrder {
  title: string
  serviceCode: string
  departmentCode: string
  priority: number
  dueAt: Date
  address: string | null
  areaId: number | null
  location: [lon: number, lat: number]
  durationMinutes: number
  setupMinutes: number
  skills: string[]
  vehicleFeatures: string[]
  loadM3: number
  loadKg: number
}

/** What is made without a request has no day by which somebody was promised it. */
export type AskedOrder = Omit<DerivedOrder, 'dueAt'> & { dueAt: Date | null }

const longestMinutes = 480 // one shift
const stepMinutes = 5
const reportsPerPriorityPoint = 5
const mostPriorityPoints = 10

/**
 * What an order for these requests asks for, unless the dispatcher says otherwise.
 *
 * Several reports of one incident are one fault. The longest fault takes its whole duration, each further one
 * half of its own, since the crew is there already; rounded up to 5 minutes, at most one shift. Loads add up,
 * skills and vehicle features are joined, the earliest due time counts. Every five reports raise the
 * priority by one, at most by ten. The place is the request nearest to all others, of those of the order's service.
 */
export function deriveOrder(
  requests: OrderedRequest[],
  services: ReadonlyMap<string, OrderedService>,
  chosenService?: string,
): DerivedOrder {
  const faults = distinctFaults(requests).map(({ serviceCode }) => services.get(serviceCode)!)
  const main = services.get(chosenService ?? mostFrequent(requests.map(({ serviceCode }) => serviceCode)))!
  const medoid = findMedoid(requests, main.code)
  return {
    title: [main.name, medoid.address].filter(Boolean).join(' · ').slice(0, 200),
    serviceCode: main.code,
    departmentCode: main.departmentCode,
    priority: derivePriority(requests),
    dueAt: requests.reduce((first, { dueAt }) => (dueAt < first ? dueAt : first), requests[0].dueAt),
    address: medoid.address,
    areaId: medoid.areaId,
    location: medoid.location,
    durationMinutes: deriveDuration(faults.map(({ durationMinutes }) => durationMinutes)),
    setupMinutes: Math.max(...faults.map(({ setupMinutes }) => setupMinutes)),
    skills: union(faults.map(({ skills }) => skills)),
    vehicleFeatures: union(faults.map(({ vehicleFeatures }) => vehicleFeatures)),
    loadM3: round(faults.reduce((sum, { loadM3 }) => sum + loadM3, 0)),
    loadKg: round(faults.reduce((sum, { loadKg }) => sum + loadKg, 0)),
  }
}

/** What an order for a place alone asks for: what its service takes, by no day. */
export function deriveOrderAt(
  service: OrderedService,
  place: Pick<DerivedOrder, 'address' | 'areaId' | 'location'>,
): AskedOrder {
  const { code, name, ...takes } = service
  const title = [name, place.address].filter(Boolean).join(' · ').slice(0, 200)
  return { ...takes, ...place, serviceCode: code, title, dueAt: null }
}

/** One request of each incident; requests without an incident each stand for themselves. */
export function distinctFaults(requests: OrderedRequest[]): OrderedRequest[] {
  const seen = new Set<number>()
  return requests.filter(({ incidentId }) => {
    if (incidentId === null) return true
    if (seen.has(incidentId)) return false
    seen.add(incidentId)
    return true
  })
}

function deriveDuration(durations: number[]): number {
  const longest = Math.max(...durations)
  const sum = durations.reduce((total, minutes) => total + minutes, 0)
  const minutes = longest + (sum - longest) / 2
  const rounded = durations.length === 1 ? longest : Math.ceil(minutes / stepMinutes) * stepMinutes
  return Math.max(longest, Math.min(longestMinutes, rounded))
}

function derivePriority(requests: OrderedRequest[]): number {
  const highest = Math.max(...requests.map(({ priority }) => priority))
  const points = Math.floor((requests.length - 1) / reportsPerPriorityPoint)
  return Math.min(100, highest + Math.min(mostPriorityPoints, points))
}

/**
 * The request of the service with the least distance to all others in sum; the first of equals. Of all where none is
 * of the service.
 */
function findMedoid(requests: OrderedRequest[], serviceCode: string): OrderedRequest {
  const own = requests.filter((request) => request.serviceCode === serviceCode)
  const plane = planeAt(requests[0].location[1])
  let best = requests[0]
  let least = Infinity
  for (const request of own.length > 0 ? own : requests) {
    let sum = 0
    for (const other of requests) sum += planeDistanceMeters(plane, request.location, other.location)
    if (sum >= least) continue
    least = sum
    best = request
  }
  return best
}

function mostFrequent(codes: string[]): string {
  const counts = new Map<string, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0]
}

function union(lists: string[][]): string[] {
  return [...new Set(lists.flat())].sort()
}

function round(amount: number): number {
  return Math.round(amount * 1000) / 1000
}
