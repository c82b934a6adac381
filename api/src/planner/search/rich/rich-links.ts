import type { Problem } from '../../model/index.ts'
import type { RichRoute } from './rich-route.ts'

export interface Wait {
  job: number
  gap: number
}

export interface Chain {
  route: number
  jobs: number[]
  anchor: 'start' | 'end' | 'anywhere'
}

/** Links by job; jobs without any have null or −1. */
export interface RichLinks {
  hasAny: boolean
  /** Some links tie the times of routes to each other. */
  hasTimes: boolean
  /** Jobs with a link other than the crew, also as a list. */
  isTied: Uint8Array
  tied: number[]
  befores: (Wait[] | null)[]
  afters: (Wait[] | null)[]
  partner: Int32Array
  sameCrew: (number[] | null)[]
  /** Group that travels together, with all its members. */
  groupOf: Int32Array
  groups: number[][]
  chains: Chain[]
  isChained: Uint8Array
  /** Crew of a done job, else −1, and when it ended. */
  doneCrew: Int32Array
  doneRoute: Int32Array
  doneStart: Float64Array
  doneEnd: Float64Array
}

export function collectLinks(problem: Problem, routes: RichRoute[]): RichLinks {
  const count = problem.jobs.length
  const links: RichLinks = {
    hasAny: problem.links.length > 0,
    hasTimes: problem.links.some(({ kind }) => kind === 'precedence' || kind === 'together'),
    isTied: new Uint8Array(count),
    tied: [],
    befores: new Array<Wait[] | null>(count).fill(null),
    afters: new Array<Wait[] | null>(count).fill(null),
    partner: new Int32Array(count).fill(-1),
    sameCrew: new Array<number[] | null>(count).fill(null),
    groupOf: new Int32Array(count).fill(-1),
    groups: [],
    chains: [],
    isChained: new Uint8Array(count),
    doneCrew: new Int32Array(count).fill(-1),
    doneRoute: new Int32Array(count).fill(-1),
    doneStart: new Float64Array(count),
    doneEnd: new Float64Array(count),
  }
  for (const link of problem.links) {
    if (link.kind === 'precedence') {
      const { before, after, gapSeconds: gap } = link
      links.befores[after] = [...(links.befores[after] ?? []), { job: before, gap }]
      links.afters[before] = [...(links.afters[before] ?? []), { job: after, gap }]
    } else if (link.kind === 'together') {
      const [first, second] = link.jobs
      links.partner[first] = second
      links.partner[second] = first
    } else if (link.kind === 'same_crew') {
      for (const job of link.jobs) links.sameCrew[job] = [...(links.sameCrew[job] ?? []), ...link.jobs]
    } else joinGroup(links, link.jobs)
  }
  for (const lock of problem.locks) {
    if (lock.kind !== 'order') continue
    const route = routes.findIndex(({ crew, shift }) => crew === lock.crew && shift === lock.shift)
    links.chains.push({ route, jobs: lock.jobs, anchor: lock.anchor })
    for (const job of lock.jobs) links.isChained[job] = 1
  }
  routes.forEach(({ crew, shift }, route) => {
    for (const stop of problem.crews[crew].shifts[shift].frozen?.stops ?? []) {
      links.doneCrew[stop.job] = crew
      links.doneRoute[stop.job] = route
      links.doneStart[stop.job] = stop.startSeconds
      links.doneEnd[stop.job] = stop.endSeconds
    }
  })
  for (let job = 0; job < count; job++) {
    const hasLink =
      links.befores[job] || links.afters[job] || links.partner[job] >= 0 || links.groupOf[job] >= 0
    if (!hasLink) continue
    links.isTied[job] = 1
    links.tied.push(job)
  }
  return links
}

/** Overlapping groups become one. */
function joinGroup(links: RichLinks, jobs: number[]): void {
  const known = new Set(jobs.map((job) => links.groupOf[job]).filter((group) => group >= 0))
  const members = new Set(jobs)
  for (const group of known) {
    for (const job of links.groups[group]) members.add(job)
    links.groups[group] = []
  }
  const index = links.groups.push([...members]) - 1
  for (const job of members) links.groupOf[job] = index
}
