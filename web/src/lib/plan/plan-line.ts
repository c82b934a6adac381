import type { Plan, PlanVersion } from '@dromos/api/contract'

type Versions = readonly (Pick<PlanVersion, 'version' | 'follows' | 'baseVersion' | 'status'> &
  Partial<Pick<PlanVersion, 'takenBack' | 'createdAt'>> & {
    act: Pick<PlanVersion['act'], 'kind'>
  })[]
type Standing = Pick<Plan, 'headVersion' | 'publishedVersion'> & { versions: Versions }

/** What undoing goes back to; where that is a publish, it is taken back instead. */
export function undoTarget({ headVersion, publishedVersion, versions }: Standing): number | null {
  if (headVersion === null || headVersion === publishedVersion) return null
  const head = versions.find(({ version }) => version === headVersion)
  // behind a part: the rest is as it was
  if (head?.act.kind === 'rest') return null
  const follows = head?.follows ?? null
  const before = versions.find(({ version }) => version === follows)
  const isOver = before === undefined || (before.status !== 'optimised' && before.status !== 'published')
  return isOver ? null : before.version
}

/** What undoing takes back where it goes no step back: the head that is published, or the part that it is the rest of. */
export function takeBackTarget({ headVersion, publishedVersion, versions }: Standing): number | null {
  if (headVersion === null || publishedVersion === null) return null
  const head = versions.find(({ version }) => version === headVersion)
  const isRest = head?.act.kind === 'rest' && head.follows === publishedVersion
  return headVersion === publishedVersion || isRest ? publishedVersion : null
}

/** The draft that is the head and not what taking this version back goes on from. */
export function draftLeftBeside({ headVersion, versions }: Standing, version: number): number | null {
  const head = versions.find((each) => each.version === headVersion)
  if (!head || head.version === version) return null
  return head.act.kind === 'rest' && head.follows === version ? null : head.version
}

/** What redoing publishes again: the head, or some crews' part of it, that was taken back and not gone on from since. */
export function publishAgain({
  headVersion,
  versions,
}: Standing): { version: number; crewIds: number[] | null } | null {
  const last = versions
    .filter(({ takenBack }) => takenBack)
    .filter(({ version, act, baseVersion }) =>
      act.kind === 'part' ? baseVersion === headVersion : version === headVersion,
    )
    .toSorted((a, b) => a.takenBack!.at.localeCompare(b.takenBack!.at))
    .at(-1)
  if (!last || headVersion === null) return null
  const { at, crewIds } = last.takenBack!
  const isGoneOn = versions.some(({ follows, status, createdAt }) => {
    return follows === headVersion && status === 'optimised' && (createdAt ?? '') > at
  })
  return isGoneOn ? null : { version: headVersion, crewIds: last.act.kind === 'part' ? crewIds : null }
}

/** What redoing goes forth to: the last that was made from here. */
export function redoTarget({ headVersion, versions }: Standing): number | null {
  const next = versions.filter(({ follows, status }) => follows === headVersion && status === 'optimised')
  return headVersion === null || next.length === 0 ? null : Math.max(...next.map(({ version }) => version))
}

/** A re-plan is made from what is published: the draft that the head is, and whose changes are none of it. */
export function draftBeside({ headVersion, publishedVersion, versions }: Standing): number | null {
  const head = versions.find(({ version }) => version === headVersion)
  return publishedVersion !== null && head?.status === 'optimised' ? head.version : null
}

/** The draft that was the head when a re-plan was asked for, or a repair taken up. */
export function draftOfReplan(
  { versions }: Pick<Standing, 'versions'>,
  { act, baseVersion, follows }: Versions[number],
): number | null {
  // both are made from what is published, whatever the head was
  const isOfPublished = act.kind === 'replan' || act.kind === 'offer'
  if (!isOfPublished || follows === baseVersion) return null
  return (
    versions.find(({ version, status }) => version === follows && status === 'optimised')?.version ?? null
  )
}
