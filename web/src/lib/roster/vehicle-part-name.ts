import type { VehiclePart } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'

const names: Record<VehiclePart, () => string> = {
  lights: m.vehicle_part_lights,
  tyres: m.vehicle_part_tyres,
  brakes: m.vehicle_part_brakes,
  fluids: m.vehicle_part_fluids,
  body: m.vehicle_part_body,
  equipment: m.vehicle_part_equipment,
}

export function vehiclePartName(part: VehiclePart): string {
  return names[part]()
}
