import type { Theme } from './colours.ts'

/** One class of a legend: from `from` up to, but not including, `to`; the last includes its end. */
export interface HeatClass {
  from: number
  to: number
  colour: string
}

/** One hue from little to much; on a dark ground much is brighter. */
const sequential: Record<Theme, string[]> = {
  light: ['#e3edf5', '#bdd7ea', '#8dbbdc', '#5a9bca', '#2f79b1', '#0f5a93', '#07386a'],
  dark: ['#1b2b39', '#21405a', '#28577c', '#336f9d', '#4487b9', '#5f9fce', '#86bbe2'],
}

/** Less to the left, more to the right, no change in the middle. */
const diverging: Record<Theme, string[]> = {
  light: ['#1f7a6d', '#6fb3a6', '#bfdcd5', '#efece4', '#f0cdb4', '#d98a58', '#a94c1a'],
  dark: ['#6fd0bf', '#3f9688', '#275f57', '#30353b', '#6e4427', '#b06a38', '#efa36c'],
}

/** Five to seven classes with about as many values each and round limits; fewer when values repeat. */
export function sequentialClasses(values: readonly number[], theme: Theme, count = 5): HeatClass[] {
  const known = values.filter(Number.isFinite).toSorted((a, b) => a - b)
  if (!known.length) return []
  const wanted = Math.min(Math.max(count, 1), sequential[theme].length)
  const inner = Array.from({ length: wanted - 1 }, (_, index) =>
    roundLimit(known[Math.floor(((index + 1) * known.length) / wanted)]),
  )
  return asClasses([known[0], ...inner, known[known.length - 1]], sequential[theme])
}

/** Classes of equal width on both sides of zero, which lies in the middle of the middle class. */
export function divergingClasses(values: readonly number[], theme: Theme, count: 5 | 7 = 5): HeatClass[] {
  const reach = Math.max(0, ...values.filter(Number.isFinite).map(Math.abs))
  if (reach === 0) return []
  const step = roundLimit((2 * reach) / count) || reach / count
  const edge = Math.max(reach, (step * count) / 2)
  const inner = Array.from({ length: count - 1 }, (_, index) => (index + 1 - count / 2) * step)
  return asClasses([-edge, ...inner, edge], diverging[theme])
}

/** The colour of a value, null where it is unknown: unknown is hatched, never zero. */
export function heatColour(value: number | null, classes: readonly HeatClass[]): string | null {
  if (value === null || !Number.isFinite(value) || !classes.length) return null
  const found = classes.findLast(({ from }) => value >= from)
  return (found ?? classes[0]).colour
}

/** Two significant digits are what a legend can say. */
function roundLimit(value: number): number {
  if (value === 0) return 0
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1)
  return Number((Math.round(value / unit) * unit).toPrecision(2))
}

function asClasses(limits: number[], ramp: string[]): HeatClass[] {
  const last = limits[limits.length - 1]
  const starts = [...new Set(limits.slice(0, -1))].filter((start, index) => index === 0 || start > limits[0])
  const usable = starts.filter((start, index) => start < last || index === 0)
  return usable.map((from, index) => ({
    from,
    to: usable[index + 1] ?? last,
    // few classes still reach from one end of the ramp to the other
    colour:
      ramp[
        usable.length === 1 ? ramp.length >> 1 : Math.round((index * (ramp.length - 1)) / (usable.length - 1))
      ],
  }))
}
