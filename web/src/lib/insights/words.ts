import { m } from '#lib/paraglide/messages.js'
import type { Measure } from './question.ts'

/** How a measure is named, its unit, and the decimals it is shown with. */
export function measureWords(measure: Measure): { name: string; unit: string; digits: number } {
  if (measure === 'received')
    return { name: m.insights_measure_received(), unit: m.insights_unit_received(), digits: 0 }
  if (measure === 'perKilometer') {
    return { name: m.insights_measure_per_kilometer(), unit: m.insights_unit_per_kilometer(), digits: 1 }
  }
  if (measure === 'perThousand') {
    return { name: m.insights_measure_per_thousand(), unit: m.insights_unit_per_thousand(), digits: 1 }
  }
  return { name: m.insights_measure_hours(), unit: m.insights_unit_hours(), digits: 1 }
}
