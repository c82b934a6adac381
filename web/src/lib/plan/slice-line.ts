type LonLat = [lon: number, lat: number]

/** The part of a line between two shares of its length, 0 to 1. */
export function sliceLine(line: readonly LonLat[], from: number, to: number): LonLat[] {
  const lengths = line.slice(1).map((point, index) => distance(line[index]!, point))
  const whole = lengths.reduce((total, each) => total + each, 0)
  if (whole === 0 || to <= from) return []
  const [begin, end] = [Math.max(0, from) * whole, Math.min(1, to) * whole]
  const part: LonLat[] = []
  let way = 0
  lengths.forEach((length, index) => {
    const [a, b] = [line[index]!, line[index + 1]!]
    if (way + length > begin && way < end && length > 0) {
      if (part.length === 0) part.push(between(a, b, Math.max(0, (begin - way) / length)))
      part.push(between(a, b, Math.min(1, (end - way) / length)))
    }
    way += length
  })
  return part
}

/** Degrees of a place's latitude, near enough for shares of a way through a city. */
function distance(a: LonLat, b: LonLat): number {
  return Math.hypot((b[0] - a[0]) * Math.cos((a[1] * Math.PI) / 180), b[1] - a[1])
}

function between(a: LonLat, b: LonLat, share: number): LonLat {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
}
