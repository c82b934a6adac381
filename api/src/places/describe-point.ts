import type { z } from 'zod'
import type { Tx } from '@dromos/db'
import type { Authority, LonLat } from '../contract/index.ts'
import { formatAddress, numberAt } from '../geo/address.ts'
import { footOnLine } from '../geo/along-line.ts'
import { findAreaAt, findAuthorityAt, findStretchesNear, isInsideCity, type AreaAt } from './queries.ts'

/** farther from any named street a point has no address */
const farthestMeters = 150

export interface Address {
  /** "Θηβών 123" */
  text: string
  street: string
  number: number | null
}

export type Described =
  | { isInside: true; address: Address | null; area: AreaAt | null }
  | { isInside: false; authority: z.output<typeof Authority> | null }

/** The address and area of a point in the city, or whose it is. */
export async function describePoint(tx: Tx, point: LonLat): Promise<Described> {
  if (!(await isInsideCity(tx, point)))
    return { isInside: false, authority: await findAuthorityAt(tx, point) }
  return { isInside: true, address: await findAddress(tx, point), area: await findAreaAt(tx, point) }
}

async function findAddress(tx: Tx, point: LonLat): Promise<Address | null> {
  let nearest: { address: Address; meters: number } | undefined
  for (const { street, line, numberFrom, numberTo } of await findStretchesNear(tx, point)) {
    const foot =
      numberFrom === null || numberTo === null
        ? { meters: footOnLine(line.coordinates, point).meters, number: null }
        : numberAt({ line: line.coordinates, numberFrom, numberTo }, point)
    if (foot.meters > farthestMeters || (nearest && foot.meters >= nearest.meters)) continue
    const address = { text: formatAddress(street, foot.number), street, number: foot.number }
    nearest = { address, meters: foot.meters }
  }
  return nearest?.address ?? null
}
