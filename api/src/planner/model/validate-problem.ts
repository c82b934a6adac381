import { COST_PARTS } from './cost.ts'
import type { Crew, Job, Link, Lock, Problem, Shift, TimeWindow, TravelMatrix } from './problem.ts'

/** Where and what, for the caller's error message; `path` as in `jobs[3].windows[0]`. */
export interface ProblemIssue {
  path: string
  message: string
}

type Report = (path: string, message: string) => void

const MAX_SECONDS = 2 ** 30
const MAX_ISSUES = 100

/** Everything that is wrong with a problem, at most 100 findings; empty means it can be solved. */
export function validateProblem(problem: Problem): ProblemIssue[] {
  const issues: ProblemIssue[] = []
  const report: Report = (path, message) => {
    if (issues.length < MAX_ISSUES) issues.push({ path, message })
  }
  const sizes = new Set(Object.values(problem.matrices).map((matrix) => matrix.size))
  if (sizes.size !== 1) report('matrices', 'needs at least one matrix, all of one size')
  for (const [profile, matrix] of Object.entries(problem.matrices)) {
    validateMatrix(matrix, `matrices.${profile}`, report)
  }
  const size = Math.min(...sizes)
  problem.jobs.forEach((job, index) => validateJob(job, problem, size, `jobs[${index}]`, report))
  problem.crews.forEach((crew, index) => validateCrew(crew, problem, size, `crews[${index}]`, report))
  problem.links.forEach((link, index) => validateLink(link, problem, `links[${index}]`, report))
  problem.locks.forEach((lock, index) => validateLock(lock, problem, `locks[${index}]`, report))
  for (const part of COST_PARTS) whole(problem.weights[part], `weights.${part}`, report)
  for (const [name, price] of Object.entries(problem.stability)) whole(price, `stability.${name}`, report)
  unique(problem.jobs, 'jobs', report)
  unique(problem.crews, 'crews', report)
  return issues
}

function validateMatrix(matrix: TravelMatrix, path: string, report: Report): void {
  if (!Number.isInteger(matrix.size) || matrix.size < 1) return report(`${path}.size`, 'must be at least 1')
  for (const field of ['seconds', 'meters', 'costs'] as const) {
    const values = matrix[field]
    if (values === null) continue
    if (values.length !== matrix.size * matrix.size)
      report(`${path}.${field}`, 'must have size × size entries')
    const negative = values.findIndex((value) => value < 0)
    if (negative >= 0) report(`${path}.${field}[${negative}]`, 'must not be negative')
  }
}

function validateJob(job: Job, problem: Problem, size: number, path: string, report: Report): void {
  index(job.place, size, `${path}.place`, report)
  whole(job.serviceSeconds, `${path}.serviceSeconds`, report)
  whole(job.setupSeconds, `${path}.setupSeconds`, report)
  whole(job.unassignedCost, `${path}.unassignedCost`, report)
  whole(job.latenessCostPerSecond, `${path}.latenessCostPerSecond`, report)
  if (job.dueSeconds !== null) seconds(job.dueSeconds, `${path}.dueSeconds`, report)
  seconds(job.reportedSeconds, `${path}.reportedSeconds`, report)
  if (!(job.priority >= 0 && job.priority <= 100)) report(`${path}.priority`, 'must be from 0 to 100')
  validateWindows(job.windows, `${path}.windows`, report)
  for (const field of ['delivery', 'pickup'] as const) {
    job[field].forEach((amount, dimension) => whole(amount, `${path}.${field}[${dimension}]`, report))
  }
  for (const field of ['delivery', 'pickup', 'transfer'] as const) {
    if (job[field].length !== problem.dimensions)
      report(`${path}.${field}`, 'must have one entry a dimension')
  }
  const crews = [...(job.allowedCrews ?? []), ...job.forbiddenCrews]
  if (job.published) {
    crews.push(job.published.crew)
    validateWindows([job.published.window], `${path}.published.window`, report)
  }
  for (const crew of crews) index(crew, problem.crews.length, path, report)
}

function validateCrew(crew: Crew, problem: Problem, size: number, path: string, report: Report): void {
  if (!Object.hasOwn(problem.matrices, crew.profile)) report(`${path}.profile`, 'has no matrix')
  if (!(crew.speedFactor > 0 && crew.speedFactor <= 5))
    report(`${path}.speedFactor`, 'must be over 0, at most 5')
  for (const [name, price] of Object.entries(crew.costs)) whole(price, `${path}.costs.${name}`, report)
  for (const limit of ['maxStops', 'maxMeters', 'maxTravelSeconds'] as const) {
    whole(crew[limit], `${path}.${limit}`, report)
  }
  if (crew.capacity.length !== problem.dimensions)
    report(`${path}.capacity`, 'must have one entry a dimension')
  if (crew.reload) {
    index(crew.reload.place, size, `${path}.reload.place`, report)
    whole(crew.reload.durationSeconds, `${path}.reload.durationSeconds`, report)
    whole(crew.reload.maxReloads, `${path}.reload.maxReloads`, report)
  }
  crew.shifts.forEach((shift, number) => {
    validateShift(shift, problem, size, `${path}.shifts[${number}]`, report)
    const before = crew.shifts[number - 1]
    if (before && before.endSeconds > shift.startSeconds) {
      report(`${path}.shifts[${number}]`, 'must start after the shift before has ended')
    }
  })
}

function validateShift(shift: Shift, problem: Problem, size: number, path: string, report: Report): void {
  validateWindows([shift], path, report)
  whole(shift.maxOvertimeSeconds, `${path}.maxOvertimeSeconds`, report)
  if (shift.start !== null) index(shift.start, size, `${path}.start`, report)
  if (shift.end !== null) index(shift.end, size, `${path}.end`, report)
  shift.breaks.forEach((pause, number) => {
    validateWindows(pause.windows, `${path}.breaks[${number}].windows`, report)
    whole(pause.durationSeconds, `${path}.breaks[${number}].durationSeconds`, report)
  })
  const { frozen } = shift
  if (!frozen) return
  if (frozen.place !== null) index(frozen.place, size, `${path}.frozen.place`, report)
  seconds(frozen.readySeconds, `${path}.frozen.readySeconds`, report)
  for (const stop of frozen.stops) index(stop.job, problem.jobs.length, `${path}.frozen.stops`, report)
  for (const taken of frozen.breaksTaken)
    index(taken, shift.breaks.length, `${path}.frozen.breaksTaken`, report)
}

function validateLink(link: Link, problem: Problem, path: string, report: Report): void {
  const jobs = link.kind === 'precedence' ? [link.before, link.after] : link.jobs
  if (new Set(jobs).size < jobs.length) report(path, 'names a job twice')
  for (const job of jobs) index(job, problem.jobs.length, path, report)
  if (link.kind === 'precedence') whole(link.gapSeconds, `${path}.gapSeconds`, report)
}

function validateLock(lock: Lock, problem: Problem, path: string, report: Report): void {
  const jobs = lock.kind === 'order' ? lock.jobs : [lock.job]
  for (const job of jobs) index(job, problem.jobs.length, path, report)
  if (lock.kind === 'time') return validateWindows([lock.window], `${path}.window`, report)
  index(lock.crew, problem.crews.length, `${path}.crew`, report)
  const shifts = problem.crews[lock.crew]?.shifts.length ?? 0
  if (lock.shift !== null) index(lock.shift, shifts, `${path}.shift`, report)
}

function validateWindows(windows: TimeWindow[], path: string, report: Report): void {
  if (windows.length === 0) report(path, 'needs at least one window')
  windows.forEach((window, number) => {
    seconds(window.startSeconds, `${path}[${number}].startSeconds`, report)
    seconds(window.endSeconds, `${path}[${number}].endSeconds`, report)
    if (window.startSeconds > window.endSeconds) report(`${path}[${number}]`, 'must not end before it starts')
    const before = windows[number - 1]
    if (before && before.endSeconds >= window.startSeconds)
      report(`${path}[${number}]`, 'overlaps the one before')
  })
}

function unique(items: { id: string }[], path: string, report: Report): void {
  const seen = new Set<string>()
  items.forEach((item, number) => {
    if (seen.has(item.id)) report(`${path}[${number}].id`, 'is used twice')
    seen.add(item.id)
  })
}

function index(value: number, length: number, path: string, report: Report): void {
  if (!Number.isInteger(value) || value < 0 || value >= length)
    report(path, `must be an index below ${length}`)
}

function whole(value: number, path: string, report: Report): void {
  if (!Number.isInteger(value) || value < 0) report(path, 'must be an integer of at least 0')
}

function seconds(value: number, path: string, report: Report): void {
  if (!Number.isInteger(value) || Math.abs(value) > MAX_SECONDS) report(path, 'must be integer seconds')
}
