import type { RosterVehicle } from '@dromos/api/contract'
import { number } from '#lib/city/format.ts'

/** What any city's vehicles may have; a city may know others. */
export const knownFeatures: readonly string[] = [
  'bucket',
  'cage',
  'compactor',
  'crane',
  'tipper',
  'water-tank',
]

/** "2,5 m³ · 1.500 kg" */
export function capacityText({
  capacityM3,
  capacityKg,
}: Pick<RosterVehicle, 'capacityM3' | 'capacityKg'>): string {
  return `${number(capacityM3, capacityM3 % 1 ? 1 : 0)} m³ · ${number(capacityKg)} kg`
}
