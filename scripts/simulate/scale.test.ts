import { expect, test } from 'vitest'
import { blockDays, blocksOf, scales, type Scale } from './scale.ts'
import { repeatShare } from './repeats.ts'

function resolvedOf({ total, open, duplicate, rejected, notResponsible, cancelled }: Scale): number {
  return total - open - duplicate - rejected - notResponsible - cancelled
}

test('the figures are the published ones', () => {
  expect(resolvedOf(scales.aigaleo)).toBe(27_269)
  expect(scales.aigaleo).toMatchObject({ total: 30_000, open: 2_300, reporters: 4_743 })
  expect(resolvedOf(scales.athens) / scales.athens.total).toBeCloseTo(0.94, 4)
  expect(scales.athens).toMatchObject({ total: 647_602, days: 1_461, reporters: 189_800 })
})

test.each(Object.values(scales))(
  'the blocks of $name add up to the whole, day by day and figure by figure',
  (scale) => {
    const blocks = blocksOf(scale)
    const sum = (figure: keyof (typeof blocks)[number]) =>
      blocks.reduce((total, block) => total + block[figure], 0)
    for (const figure of [
      'total',
      'open',
      'duplicate',
      'rejected',
      'notResponsible',
      'cancelled',
      'reporters',
    ] as const)
      expect([figure, sum(figure)]).toEqual([figure, scale[figure]])
    let daysBack = 0
    for (const block of blocks) {
      expect(block.lastDaysBack).toBe(daysBack)
      expect(block.firstDaysBack - block.lastDaysBack).toBeLessThan(blockDays)
      daysBack = block.firstDaysBack + 1
      // closed as duplicates are some of the repeats
      expect(block.duplicate).toBeLessThan(Math.round(block.total * repeatShare))
    }
    expect(daysBack).toBe(scale.days)
  },
)
