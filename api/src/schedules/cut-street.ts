import type { LonLat, Stretch } from '../contract/index.ts'
import { lineMeters, pointAlong } from '../geo/along-line.ts'
import { distanceMeters } from '../geo/distance.ts'

type Stretches = readonly Pick<Stretch, 'line' | 'crossings'>[]

/** A stretch in the way it is gone along. */
interface Walked {
  line: LonLat[]
  beginsAt: string[]
  endsAt: string[]
}

/** What one order takes of a street. */
export interface Section {
  lines: LonLat[][]
  /** the street met where it begins, where the map names one */
  beginsAt: string | null
  endsAt: string | null
}

/**
 * A street as sections of at most so many metres, from one of its ends to the other. It is cut at crossings, rather
 * at those that have a name; between crossings only where a stretch is longer than a section may be.
 */
export function cutStreet(stretches: Stretches, mostMeters = Infinity): Section[] {
  const sections: Walked[][] = []
  let open: Walked[] = []
  for (const piece of walk(stretches).flatMap((each) => pieces(each, mostMeters))) {
    while (open.length > 0 && metersOf([...open, piece]) > mostMeters) {
      const count = bestCut(open, mostMeters)
      sections.push(open.slice(0, count))
      open = open.slice(count)
    }
    open.push(piece)
  }
  if (open.length > 0) sections.push(open)
  return sections.map((walked) => ({
    lines: walked.map(({ line }) => line),
    beginsAt: walked[0].beginsAt[0] ?? null,
    endsAt: walked.at(-1)!.endsAt[0] ?? null,
  }))
}

/** After how many pieces a section ends: at the last crossing with a name that leaves it half as long as it may be. */
function bestCut(walked: readonly Walked[], mostMeters: number): number {
  for (let count = walked.length; count > 0; count--) {
    if (metersOf(walked.slice(0, count)) < mostMeters / 2) break
    if (walked[count - 1].endsAt.length > 0) return count
  }
  return walked.length
}

function metersOf(walked: readonly Walked[]): number {
  return walked.reduce((sum, { line }) => sum + lineMeters(line), 0)
}

/** Begins at one of the ends that are farthest from each other and goes on with what begins nearest. */
function walk(stretches: Stretches): Walked[] {
  const left = new Set(
    stretches.map(({ line, crossings }) => ({
      line: line.coordinates,
      beginsAt: crossings[0],
      endsAt: crossings[1],
    })),
  )
  let at = farEnd([...left])
  const walked: Walked[] = []
  while (left.size > 0 && at) {
    let next: { from: Walked; isBack: boolean; meters: number } | null = null
    for (const from of left) {
      for (const isBack of [false, true]) {
        const meters = distanceMeters(at, isBack ? from.line.at(-1)! : from.line[0])
        if (!next || meters < next.meters) next = { from, isBack, meters }
      }
    }
    const { from, isBack } = next!
    left.delete(from)
    walked.push(isBack ? turned(from) : from)
    at = walked.at(-1)!.line.at(-1)
  }
  return walked
}

/** Of the two ends, the first: streets are told in the order of their house numbers. */
function farEnd(stretches: readonly Walked[]): LonLat | undefined {
  const ends = stretches.flatMap(({ line }) => [line[0], line.at(-1)!])
  if (ends.length === 0) return undefined
  const one = farthest(ends, ends[0])
  const other = farthest(ends, one)
  return ends.indexOf(one) <= ends.indexOf(other) ? one : other
}

function farthest(points: readonly LonLat[], from: LonLat): LonLat {
  let [found, most] = [points[0], -1]
  for (const point of points) {
    const meters = distanceMeters(from, point)
    if (meters > most) [found, most] = [point, meters]
  }
  return found
}

function turned({ line, beginsAt, endsAt }: Walked): Walked {
  return { line: line.toReversed(), beginsAt: endsAt, endsAt: beginsAt }
}

/** A stretch that is too long in equal pieces; what lies between crossings has no name. */
function pieces(walked: Walked, mostMeters: number): Walked[] {
  const count = Math.ceil(lineMeters(walked.line) / mostMeters)
  if (count <= 1) return [walked]
  return Array.from({ length: count }, (_, index) => ({
    line: between(walked.line, index / count, (index + 1) / count),
    beginsAt: index === 0 ? walked.beginsAt : [],
    endsAt: index === count - 1 ? walked.endsAt : [],
  }))
}

function between(line: readonly LonLat[], from: number, to: number): LonLat[] {
  const at = (fraction: number): LonLat => [...pointAlong(line, fraction)] as LonLat
  const whole = lineMeters(line)
  const inner = line.filter((_, index) => {
    const gone = index === 0 ? 0 : lineMeters(line.slice(0, index + 1)) / whole
    return gone > from && gone < to
  })
  return [at(from), ...inner, at(to)]
}
