import { isBehind, type CrewProgress } from '@dromos/api/contract'
import type { Lane, Span } from './timeline.ts'

/** What the hours have marks for, in the order of their legend. */
export const legendKinds = [
  'travel',
  'service',
  'wait',
  'break',
  'overtime',
  'late-stop',
  'window',
  'due',
  'locked',
  'actual',
  'expected',
  'behind',
  'late',
] as const
export type LegendKind = (typeof legendKinds)[number]

/** what is understood by itself, and makes room where there is little */
export const plainKinds: readonly LegendKind[] = ['travel', 'service', 'wait', 'break']

interface Given {
  lanes: readonly Lane[]
  /** the hours that are shown at most */
  whole: Span
  hasLocks: boolean
  /** of the version that is shown, while its crews are under way with it */
  progress: readonly Pick<CrewProgress, 'stops'>[]
}

/** A legend names what there is to see, and nothing else. */
export function legendOf({ lanes, whole, hasLocks, progress }: Given): LegendKind[] {
  const limits = lanes.flatMap((lane) => lane.limits)
  const lived = progress.flatMap(({ stops }) => stops)
  const has: Record<LegendKind, boolean> = {
    travel: true,
    service: true,
    wait: hasBar(lanes, 'wait'),
    break: hasBar(lanes, 'break'),
    overtime: lanes.some(({ overtime }) => overtime !== null),
    'late-stop': limits.some(({ isLate }) => isLate),
    window: limits.some(({ window }) => window !== null),
    // most is due on other days
    due: limits.some(({ dueAt }) => dueAt !== null && dueAt >= whole.from && dueAt <= whole.to),
    locked: hasLocks,
    actual: lived.some(({ arrivedAt }) => arrivedAt !== null),
    expected: lived.some(({ predictedArrivalAt }) => predictedArrivalAt !== null),
    behind: lived.some(({ behindSeconds, lateSeconds }) => isBehind(behindSeconds) && lateSeconds <= 0),
    late: lived.some(({ lateSeconds }) => lateSeconds > 0),
  }
  return legendKinds.filter((kind) => has[kind])
}

function hasBar(lanes: readonly Lane[], kind: Lane['bars'][number]['kind']): boolean {
  return lanes.some(({ bars }) => bars.some((bar) => bar.kind === kind))
}
