import { m } from '#lib/paraglide/messages.js'

const names = new Map(
  Object.entries({
    bucket: m.crew_need_bucket,
    cage: m.crew_need_cage,
    compactor: m.crew_need_compactor,
    crane: m.crew_need_crane,
    tipper: m.crew_need_tipper,
    'water-tank': m.crew_need_water_tank,
    'animal-handling': m.crew_need_animal_handling,
    electrician: m.crew_need_electrician,
    gardener: m.crew_need_gardener,
    inspection: m.crew_need_inspection,
    'street-cleaning': m.crew_need_street_cleaning,
    lifting: m.crew_need_lifting,
    metalwork: m.crew_need_metalwork,
    painting: m.crew_need_painting,
    'pest-control': m.crew_need_pest_control,
    plumber: m.crew_need_plumber,
    'road-works': m.crew_need_road_works,
    'tree-surgeon': m.crew_need_tree_surgeon,
  }),
)

/** A skill or a part of the vehicle in a crew's words; one of another city's own is shown as it is named there. */
export function needName(code: string): string {
  return names.get(code)?.() ?? code
}
