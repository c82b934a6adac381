import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import { Service, ServiceAttribute } from '../contract/index.ts'

const Option = z
  .object({ key: z.string(), name_el: z.string(), name_en: z.string() })
  .transform(({ key, name_el: nameEl, name_en: nameEn }) => ({ key, nameEl, nameEn }))

const ServiceRow = Service.omit({ attributes: true })
const AttributeRow = ServiceAttribute.extend({ serviceCode: z.string(), options: z.array(Option) })

/** Active services in the order of the city, each with its questions. */
export async function findServices(tx: Tx): Promise<Service[]> {
  const services = await many(
    tx,
    ServiceRow,
    sql`select * from service where jurisdiction_id = ${tx.jurisdictionId} and is_active order by position, code`,
  )
  const attributes = await many(
    tx,
    AttributeRow,
    sql`
      select * from service_attribute where jurisdiction_id = ${tx.jurisdictionId}
      order by service_code, position`,
  )
  const ofService = Map.groupBy(attributes, (attribute) => attribute.serviceCode)
  return services.map((service) => ({ ...service, attributes: ofService.get(service.code) ?? [] }))
}

/** The questions of one service, in order. */
export function findAttributes(tx: Tx, serviceCode: string): Promise<ServiceAttribute[]> {
  return many(
    tx,
    AttributeRow,
    sql`
      select * from service_attribute
      where jurisdiction_id = ${tx.jurisdictionId} and service_code = ${serviceCode}
      order by position`,
  )
}
