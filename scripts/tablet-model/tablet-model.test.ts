import { expect, test } from 'vitest'
import { openModelCity } from './model-city.ts'
import { giveOutFor, runModel } from './run-model.ts'

const runs = 16
const runsBetweenRestarts = 8

test(
  'whatever cuts, repeats, crashes and clocks do, two tablets and the city come to one state',
  { timeout: 600_000 },
  async () => {
    await using city = await openModelCity()
    const given = await giveOutFor(city, runs)
    const wrong: Record<string, string[]> = {}
    for (const [run, work] of given.entries()) {
      if (run % runsBetweenRestarts === runsBetweenRestarts - 1) await city.restart()
      const found = await runModel(city, `seed-${run}`, work)
      if (found.length > 0) wrong[`seed-${run}`] = found
    }
    expect(wrong).toEqual({})
  },
)
