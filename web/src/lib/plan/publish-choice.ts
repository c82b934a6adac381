import type { checkPlanVersion, ResultOf } from '@dromos/api/contract'

type Check = ResultOf<typeof checkPlanVersion>

/** The crews to publish after one is put in or out: with those that work changes hands with. */
export function turnCrew(
  chosen: ReadonlySet<number>,
  crewId: number,
  exchanges: Pick<Check['exchanges'][number], 'fromCrewId' | 'toCrewId'>[],
): Set<number> {
  const isIn = !chosen.has(crewId)
  const turned = new Set([crewId])
  for (let size = 0; size !== turned.size;) {
    size = turned.size
    for (const { fromCrewId, toCrewId } of exchanges) {
      if (!turned.has(fromCrewId) && !turned.has(toCrewId)) continue
      turned.add(fromCrewId).add(toCrewId)
    }
  }
  return new Set([...chosen, ...turned].filter((id) => isIn || !turned.has(id)))
}

/** What of the check-list concerns the crews chosen. */
export function checkOf(check: Check, chosen: ReadonlySet<number>): Check {
  return {
    violations: check.violations.filter(({ crewId }) => chosen.has(crewId)),
    crews: check.crews.filter(({ crewId }) => chosen.has(crewId)),
    citizens: check.citizens.filter(({ crewId }) => chosen.has(crewId)),
    refused: check.refused.filter(({ forCrewId }) => chosen.has(forCrewId)),
    exchanges: check.exchanges.filter(({ fromCrewId }) => chosen.has(fromCrewId)),
  }
}
