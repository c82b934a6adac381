import type { RequestRow, Service } from '@dromos/api/contract'

export interface ProposedOrder {
  serviceCode: string
  title: string
  durationMinutes: number
  skills: string[]
  priority: number
  dueAt: string
  /** more than one service is in it */
  isMixed: boolean
}

const longestMinutes = 480 // one shift
const stepMinutes = 5
const reportsPerPriorityPoint = 5
const mostPriorityPoints = 10

/**
 * What the form is filled with, by the same rules as an order that is made without a form: several reports of
 * one incident are one fault, the longest fault counts whole and each further one half, skills are joined, the
 * earliest due time counts, and many reports raise the priority a little.
 */
export function proposeOrder(
  requests: readonly RequestRow[],
  service: (code: string) => Service | undefined,
  nameOf: (code: string) => string,
): ProposedOrder {
  const faults = distinctFaults(requests).map((row) => service(row.serviceCode))
  const codes = requests.map((row) => row.serviceCode)
  const serviceCode = mostFrequent(codes)
  const durations = faults.map((fault) => fault?.durationMinutes ?? 30)
  return {
    serviceCode,
    title: [nameOf(serviceCode), placeOf(requests, serviceCode).address]
      .filter(Boolean)
      .join(' · ')
      .slice(0, 200),
    durationMinutes: together(durations),
    skills: [...new Set(faults.flatMap((fault) => fault?.skills ?? []))].sort(),
    priority: raisedPriority(requests),
    dueAt: requests.map((row) => row.dueAt).sort()[0]!,
    isMixed: new Set(codes).size > 1,
  }
}

function distinctFaults(requests: readonly RequestRow[]): RequestRow[] {
  const seen = new Set<number>()
  return requests.filter(({ incidentId }) => {
    if (incidentId === null) return true
    if (seen.has(incidentId)) return false
    seen.add(incidentId)
    return true
  })
}

function together(durations: number[]): number {
  const longest = Math.max(...durations)
  if (durations.length === 1) return longest
  const sum = durations.reduce((total, minutes) => total + minutes, 0)
  const minutes = Math.ceil((longest + (sum - longest) / 2) / stepMinutes) * stepMinutes
  return Math.max(longest, Math.min(longestMinutes, minutes))
}

function raisedPriority(requests: readonly RequestRow[]): number {
  const highest = Math.max(...requests.map((row) => row.priority))
  const points = Math.floor((requests.length - 1) / reportsPerPriorityPoint)
  return Math.min(100, highest + Math.min(mostPriorityPoints, points))
}

function mostFrequent(codes: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0]
}

/** Of the requests of the service, the nearest to the middle of all. */
function placeOf(requests: readonly RequestRow[], serviceCode: string): RequestRow {
  const lon = requests.reduce((sum, row) => sum + row.location[0], 0) / requests.length
  const lat = requests.reduce((sum, row) => sum + row.location[1], 0) / requests.length
  // a degree of longitude is shorter than one of latitude
  const narrow = Math.cos((lat * Math.PI) / 180)
  const distance = (row: RequestRow) => Math.hypot((row.location[0] - lon) * narrow, row.location[1] - lat)
  return requests
    .filter((row) => row.serviceCode === serviceCode)
    .reduce((best, row) => (distance(row) < distance(best) ? row : best))
}
