import { sql, type Db } from '@dromos/db'
import { searchKey } from '../contract/search-key.ts'

/**
 * A city of two neighbourhoods side by side, 23.68…23.72 east and 37.97…38.00 north, with three streets:
 * Θηβών runs north along 23.69 (numbers 101–180), Ιερά Οδός east along 37.98 (numbers 1–300), and a stretch of
 * Θηβών south of it (numbers 1–100). Beyond 23.72 lies another municipality. It stands where Aigaleo stands.
 */
export const cityId = 'testopolis'

/** Ids that tests name. */
export const areas = { west: 1, east: 2 } as const

export async function addTestCity(db: Db): Promise<void> {
  await db.query(sql`
    insert into jurisdiction (id, name_el, name_en, timezone, population, boundary, center)
    values (${cityId}, 'Τεστόπολη', 'Testopolis', 'Europe/Athens', 60000,
      st_multi(st_makeenvelope(23.68, 37.97, 23.72, 38.00, 4326)), st_point(23.70, 37.985, 4326))`)
  await db.query(sql`
    insert into department (jurisdiction_id, code, name_el, name_en) values
      (${cityId}, 'cleaning', 'Καθαριότητα', 'Cleaning'),
      (${cityId}, 'lighting', 'Ηλεκτροφωτισμός', 'Street lighting')`)
  await db.query(sql`
    insert into area (jurisdiction_id, id, kind, code, name_el, name_en, population, street_meters, geom) values
      (${cityId}, ${areas.west}, 'neighbourhood', 'west', 'Νέα Ζωή', 'Nea Zoi', 30000, 9000,
        st_multi(st_makeenvelope(23.68, 37.97, 23.70, 38.00, 4326))),
      (${cityId}, ${areas.east}, 'neighbourhood', 'east', 'Σταθμός', 'Stathmos', 30000, 6000,
        st_multi(st_makeenvelope(23.70, 37.97, 23.72, 38.00, 4326)))`)
  await addServices(db)
  await addStreets(db)
}

async function addServices(db: Db): Promise<void> {
  await db.query(sql`
    insert into service (jurisdiction_id, code, department_code, group_code, name_el, name_en, position,
      priority, sla_amount, sla_unit, duration_minutes, skills, duplicate_radius_meters, duplicate_days) values
      (${cityId}, 'bulky-waste', 'cleaning', 'cleaning', 'Ογκώδη αντικείμενα', 'Bulky waste', 1,
        30, 3, 'working_days', 20, '{loader}', 40, 30),
      (${cityId}, 'street-light', 'lighting', 'lighting', 'Σβηστό φωτιστικό', 'Street light out', 2,
        40, 48, 'hours', 30, '{electrician}', 40, 30),
      (${cityId}, 'pothole', 'cleaning', 'roads', 'Λακκούβα', 'Pothole', 3,
        50, 10, 'calendar_days', 60, '{}', 0, 0)`)
  await db.query(sql`
    insert into service_attribute (jurisdiction_id, service_code, code, position, datatype, is_required,
      question_el, question_en, options) values
      (${cityId}, 'bulky-waste', 'size', 1, 'singlevaluelist', true, 'Πόσο μεγάλο;', 'How large?',
        '[{"key": "small", "name_el": "Μικρό", "name_en": "Small"}, {"key": "large", "name_el": "Μεγάλο", "name_en": "Large"}]'),
      (${cityId}, 'bulky-waste', 'pieces', 2, 'number', false, 'Πόσα κομμάτια;', 'How many pieces?', '[]')`)
}

async function addStreets(db: Db): Promise<void> {
  await db.query(sql`
    insert into street_name (jurisdiction_id, id, name, search_key, length_meters, area_id, geom) values
      (${cityId}, 1, 'Θηβών', ${searchKey('Θηβών')}, 3330, 1, st_geomfromtext('MULTILINESTRING((23.69 37.97, 23.69 37.98, 23.69 38.00))', 4326)),
      (${cityId}, 2, 'Ιερά Οδός', ${searchKey('Ιερά Οδός')}, 3510, 1, st_geomfromtext('MULTILINESTRING((23.68 37.98, 23.72 37.98))', 4326))`)
  await db.query(sql`
    insert into street_segment (jurisdiction_id, id, street_name_id, osm_id, class, area_id, length_meters,
      number_from, number_to, geom) values
      (${cityId}, 1, 1, 1, 'primary', 1, 1110, 1, 100, st_geomfromtext('LINESTRING(23.69 37.97, 23.69 37.98)', 4326)),
      (${cityId}, 2, 1, 2, 'primary', 1, 2220, 101, 180, st_geomfromtext('LINESTRING(23.69 37.98, 23.69 38.00)', 4326)),
      (${cityId}, 3, 2, 3, 'primary', 1, 3510, 1, 300, st_geomfromtext('LINESTRING(23.68 37.98, 23.72 37.98)', 4326))`)
  await db.query(sql`
    insert into basemap.municipality (code, name_el, name_en, geom) values
      ('9999', 'Δήμος Γειτόνων', 'Neighbours', st_multi(st_makeenvelope(23.72, 37.97, 23.80, 38.00, 4326)))`)
}
