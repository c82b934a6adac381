type LonLat = [lon: number, lat: number]

/** The part of a line between two shares of its length, 0 to 1. */
export function sliceLine(line: readonly LonLat[], from: number, to: number): LonLat[] {
  const { lengths, whole } = measured(line)
  if (whole === 0 || to <= from) return []
  const [begin, end] = [Math.max(0, from) * whole, Math.min(1, to) * whole]
  const part: LonLat[] = []
  let way = 0
  for (let index = 0; index < lengths.length && way < end; index++) {
    const length = lengths[index]!
    if (way + length > begin && length > 0) {
      const [a, b] = [line[index]!, line[index + 1]!]
      if (part.length === 0) part.push(between(a, b, Math.max(0, (begin - way) / length)))
      part.push(between(a, b, Math.min(1, (end - way) / length)))
    }
    way += length
  }
  return part
}

const known = new WeakMap<readonly LonLat[], { lengths: number[]; whole: number }>()

/** Worked out once for each line: many parts are cut out of one. */
function measured(line: readonly LonLat[]): { lengths: number[]; whole: number } {
  const before = known.get(line)
  if (before) return before
  const lengths = line.slice(1).map((point, index) => distance(line[index]!, point))
  const made = { lengths, whole: lengths.reduce((total, each) => total + each, 0) }
  known.set(line, made)
  return made
}

/** Degrees of a place's latitude, near enough for shares of a way through a city. */
function distance(a: LonLat, b: LonLat): number {
  return Math.hypot((b[0] - a[0]) * Math.cos((a[1] * Math.PI) / 180), b[1] - a[1])
}

function between(a: LonLat, b: LonLat, share: number): LonLat {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
}
