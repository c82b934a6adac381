import { expect, test } from 'vitest'
import { ApiError, type Client, type ProblemType } from '@dromos/api/contract'
import { patientClient } from './patient-client.ts'

/** A client whose first answers are problems. */
function clientOf(problems: { type: ProblemType; after: number | null }[]) {
  const left = [...problems]
  const waits: number[] = []
  const client = (async () => {
    const problem = left.shift()
    if (!problem) return 'answer'
    throw new ApiError({ type: problem.type, title: '', status: 429 }, problem.after)
  }) as unknown as Client
  const wait = async (milliseconds: number) => void waits.push(milliseconds)
  const patient = patientClient(client, { wait, random: () => 0.5 }) as unknown as () => Promise<string>
  return { patient, waits }
}

test('who is told to wait comes again after that time and a little more, until there is room', async () => {
  const { patient, waits } = clientOf([
    { type: 'too-many-requests', after: 2 },
    { type: 'too-many-requests', after: 4 },
  ])
  expect(await patient()).toBe('answer')
  expect(waits).toEqual([2500, 5000])
})

test('nobody waits when it is not asked for, for too long, or for another trouble', async () => {
  for (const problem of [
    { type: 'too-many-requests' as const, after: null },
    { type: 'too-many-requests' as const, after: 60 },
    { type: 'unavailable' as const, after: 2 },
  ]) {
    const { patient, waits } = clientOf([problem])
    await expect(patient()).rejects.toMatchObject({ problem: { type: problem.type } })
    expect(waits).toEqual([])
  }
})
