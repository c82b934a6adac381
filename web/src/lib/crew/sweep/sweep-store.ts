import type { Nearby, NearbyJob, SweepRefusal } from '@dromos/api/contract'
import Dexie, { type Table } from 'dexie'

/** A job that the crew takes, until the city has answered and, where it said no, until the crew has read that. */
export interface KeptClaim {
  opId: string
  jurisdictionId: string
  sequence: number
  /** who tapped; another person's session never sends it */
  accountId: string | null
  occurredAt: string
  /** as it was offered */
  job: NearbyJob
  refusal: SweepRefusal | null
}

/** What a tablet keeps of the jobs near its crew's stops. */
export interface SweepStore {
  nearby(jurisdictionId: string): Promise<Nearby | undefined>
  keepNearby(jurisdictionId: string, nearby: Nearby): Promise<void>
  forgetNearby(jurisdictionId: string): Promise<void>
  /** in the order they were made */
  claims(jurisdictionId: string): Promise<KeptClaim[]>
  keepClaim(claim: KeptClaim): Promise<void>
  removeClaim(opId: string): Promise<void>
}

class Tables extends Dexie {
  declare nearby: Table<{ jurisdictionId: string; nearby: Nearby }, string>
  declare claims: Table<KeptClaim, string>

  constructor() {
    super('dromos-sweep')
    this.version(1).stores({ nearby: 'jurisdictionId', claims: 'opId, [jurisdictionId+sequence]' })
  }
}

export function openSweepStore(): SweepStore {
  const tables = new Tables()
  return {
    nearby: async (jurisdictionId) => (await tables.nearby.get(jurisdictionId))?.nearby,
    keepNearby: async (jurisdictionId, nearby) => void (await tables.nearby.put({ jurisdictionId, nearby })),
    forgetNearby: (jurisdictionId) => tables.nearby.delete(jurisdictionId),
    claims: (jurisdictionId) =>
      tables.claims
        .where('[jurisdictionId+sequence]')
        .between([jurisdictionId, Dexie.minKey], [jurisdictionId, Dexie.maxKey])
        .toArray(),
    keepClaim: async (claim) => void (await tables.claims.put(claim)),
    removeClaim: (opId) => tables.claims.delete(opId),
  }
}
