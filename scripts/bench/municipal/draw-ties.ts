import type { CrewInput, JobInput, Link, Lock } from '../../../api/src/planner/index.ts'
import type { Draw } from './draw.ts'

const HOUR = 3600

/** Most jobs have been announced already, for a crew that could do them. */
export function publish(draw: Draw, jobs: JobInput[], crews: CrewInput[]): void {
  for (const job of jobs) {
    if (draw.chance(0.2)) continue
    const crew = draw.pick(ableCrews(job, crews))
    const [shift] = crews[crew].shifts
    const startSeconds = draw.between(shift.startSeconds, shift.endSeconds - HOUR)
    job.published = {
      crew,
      window: { startSeconds, endSeconds: startSeconds + HOUR },
      isNotified: draw.chance(0.5),
    }
  }
}

/** One job in fifty is tied to another one. */
export function drawLinks(draw: Draw, jobs: JobInput[]): Link[] {
  const left = [...jobs.keys()]
  const take = () => left.splice(draw.between(0, left.length - 1), 1)[0]
  return Array.from({ length: Math.floor(jobs.length / 50) }, (_, index): Link => {
    const [first, second] = [take(), take()]
    const kind = index % 3
    if (kind === 0) return { kind: 'together', jobs: [first, second] }
    if (kind === 1) {
      return { kind: 'precedence', before: first, after: second, gapSeconds: 600 * draw.between(0, 3) }
    }
    jobs[second].skills = jobs[first].skills
    return { kind: 'same_crew', jobs: [first, second] }
  })
}

/** Some jobs belong to a crew or a time, and each tenth crew begins with two it has been told. */
export function drawLocks(draw: Draw, jobs: JobInput[], crews: CrewInput[], linked: Set<number>): Lock[] {
  const left = [...jobs.keys()].filter((job) => !linked.has(job) && !jobs[job].windows)
  const take = (isRight: (job: number) => boolean) => {
    const at = left.findIndex(isRight)
    return at < 0 ? -1 : left.splice(at, 1)[0]
  }
  const locks: Lock[] = []
  for (let count = 0; count < jobs.length / 25; count++) {
    const job = take(() => true)
    if (job < 0) break
    const crew = draw.pick(ableCrews(jobs[job], crews))
    const startSeconds = crews[crew].shifts[0].startSeconds + HOUR * draw.between(1, 5)
    if (count % 2 === 0) locks.push({ kind: 'crew', job, crew, shift: null })
    else locks.push({ kind: 'time', job, window: { startSeconds, endSeconds: startSeconds + HOUR } })
  }
  for (let crew = 0; crew < crews.length; crew += 10) {
    const isAble = (job: number) => ableCrews(jobs[job], crews).includes(crew)
    const chain = [take(isAble), take(isAble)]
    if (chain.every((job) => job >= 0)) {
      locks.push({ kind: 'order', crew, shift: 0, jobs: chain, anchor: 'start' })
    }
  }
  return locks
}

function ableCrews({ skills = [], zone }: JobInput, crews: CrewInput[]): number[] {
  const isAble = (crew: CrewInput) =>
    skills.every((skill) => crew.skills!.includes(skill)) &&
    !(crew.isZoneBound && zone && !crew.zones!.includes(zone))
  const able = [...crews.keys()].filter((index) => isAble(crews[index]))
  return able.length > 0 ? able : [0]
}
