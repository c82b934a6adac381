import type { Random } from '../random.ts'
import { RUIN_DEFAULTS } from '../ruin.ts'
import type { Ruin } from '../ruin.ts'
import type { Course } from './change-guard.ts'
import type { RichState } from './rich-state.ts'

export function richRuin(
  { tours, instance }: RichState,
  random: Random,
  course: Course | null,
  touch: Ruin['touch'],
  leave: Ruin['leave'],
): Ruin {
  return {
    tours,
    random,
    settings: { ...RUIN_DEFAULTS, meanRemoved: course?.meanRemoved ?? RUIN_DEFAULTS.meanRemoved },
    near: instance.near,
    nearCount: instance.nearCount,
    ruinedAt: new Int32Array(instance.routes),
    step: 0,
    removed: new Int32Array(instance.jobs),
    removedCount: 0,
    pinned: new Uint8Array(instance.jobs),
    touch,
    leave,
  }
}
