import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  listCrews,
  listShiftsAhead,
  type Client,
  type CrewPlan,
  type DepotPlan,
  type RosterChange,
  type VehiclePlan,
} from '../contract/index.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import {
  arrangeRegister,
  make,
  newCrew,
  newDepot,
  newVehicle,
  refused,
  rosterDesk,
} from './testing-roster.ts'

const params = { jurisdictionId: cityId }
let api: TestApi
let client: Client
let desk: ReturnType<typeof rosterDesk>

beforeAll(async () => {
  api = await testApi()
  client = (await api.signIn('dispatcher')).client
  desk = rosterDesk(client)
})
beforeEach(async () => {
  api.clock.set('2026-03-11T07:00:00Z')
  await arrangeRegister(api.database.owner, ['2026-03-10', '2026-03-11', '2026-03-12'])
})
afterAll(() => api?.[Symbol.asyncDispose]())

test('a vehicle is made, and its plate is one, in whichever letters and with whatever between them', async () => {
  const [made] = await desk.change(make('vehicle', newVehicle))
  expect(await desk.find('vehicles', made!.id)).toEqual({ ...newVehicle, ...made, isRetired: false })
  for (const plate of ['ΚΗΗ 4321', 'KHH-4321', 'khh4321'])
    await expect(desk.change(make('vehicle', { ...newVehicle, plate }))).rejects.toMatchObject(
      refused('conflict', { title: 'Another vehicle has this plate' }),
    )
  await desk.change(make('vehicle', { ...newVehicle, plate: 'ΚΗΗ 4322' }))
})

test('a depot is made near the city, and crews begin their day there', async () => {
  const [made] = await desk.change(make('depot', newDepot))
  expect(await desk.find('depots', made!.id)).toEqual({ ...newDepot, ...made, isRetired: false })
  await desk.moveCrew(1, '2026-03-11', made!.id)
  expect((await client(listCrews, { params }))[0]).toMatchObject({
    depot: { id: made!.id, location: newDepot.location },
  })
  await expect(desk.change(make('depot', { ...newDepot, location: [21.7, 38.2] }))).rejects.toMatchObject(
    refused('bad-input'),
  )
})

test('past shifts keep the vehicle they were driven with when their crew gets another one', async () => {
  const { id, version, ...crew } = await desk.find('crews', 1)
  await desk.change({ kind: 'crew', id, version, to: { ...crew, vehicleId: 2 } })
  const { shifts } = await desk.week()
  expect(shifts.filter(({ crewId }) => crewId === 1).map(({ vehicleId }) => vehicleId)).toEqual([1, 1, 2])
})

test('a vehicle that a crew drives is not retired until the crew has another, or walks', async () => {
  await expect(desk.setRetired('vehicle', 1, true)).rejects.toMatchObject(
    refused('conflict', {
      data: { inTheWay: [{ kind: 'vehicle', id: 1, by: 'crew', names: [{ nameEn: 'Crew 1' }], count: 1 }] },
    }),
  )
  const { id, version, ...crew } = await desk.find('crews', 1)
  const guest = (await desk.week()).shifts.find(
    ({ crewId, startsAt }) => crewId === 3 && startsAt.startsWith('2026-03-12'),
  )!
  const { id: shiftId, version: shiftVersion, changedBy: _, ...plan } = guest
  const onFoot = { kind: 'crew' as const, id, version, to: { ...crew, vehicleId: null } }
  const [lent] = await desk.change({
    kind: 'shift',
    id: shiftId,
    version: shiftVersion,
    to: { ...plan, vehicleId: 1 },
  })
  await expect(desk.change(onFoot, await desk.retirement('vehicle', 1))).rejects.toMatchObject(
    refused('conflict', { data: { inTheWay: [{ kind: 'vehicle', by: 'shift', count: 1 }] } }),
  )
  const { shifts } = await client(listShiftsAhead, { params, query: { kind: 'vehicle', id: 1 } })
  expect(shifts).toMatchObject([{ id: shiftId, vehicleId: 1 }])
  await desk.change(onFoot, { kind: 'shift', ...lent!, to: plan }, await desk.retirement('vehicle', 1))
  expect(await desk.find('vehicles', 1)).toMatchObject({ isRetired: true })
  expect((await desk.week()).shifts.map(({ crewId, vehicleId }) => [crewId, vehicleId])).toContainEqual([
    1, 1,
  ])
  const again: RosterChange = {
    kind: 'crew',
    ...(await desk.find('crews', 1)),
    to: { ...crew, vehicleId: 1 },
  }
  await expect(desk.change(again)).rejects.toMatchObject(refused('conflict'))
  await desk.setRetired('vehicle', 1, false)
})

test('a depot with crews or vehicles is not retired, and each of them is named', async () => {
  await expect(desk.setRetired('depot', 1, true)).rejects.toMatchObject(
    refused('conflict', {
      data: {
        inTheWay: [
          { kind: 'depot', by: 'crew', count: 3 },
          { kind: 'depot', by: 'vehicle', count: 2 },
        ],
      },
    }),
  )
  const [made] = await desk.change(make('depot', newDepot))
  await desk.setRetired('depot', made!.id, true)
  await expect(
    desk.change(make('crew', { ...newCrew, depots: [{ from: null, depotId: made!.id }] })),
  ).rejects.toMatchObject(
    refused('conflict', { data: { inTheWay: [{ kind: 'depot', by: 'crew', count: 1 }] } }),
  )
})

test('what a crew still has before it is told to whom retires it', async () => {
  const { shifts } = await client(listShiftsAhead, { params, query: { kind: 'crew', id: 2 } })
  expect(shifts.map(({ startsAt, memberIds }) => [startsAt.slice(0, 10), memberIds])).toEqual([
    ['2026-03-12', [2]],
  ])
  const none = client(listShiftsAhead, { params, query: { kind: 'crew', id: 99 } })
  await expect(none).rejects.toMatchObject(refused('not-found'))
})

test.each<[string, ReturnType<typeof make>]>([
  ['crew without a name', make('crew', { ...newCrew, nameEl: '   ' })],
  ['crew without a depot', make('crew', { ...newCrew, depots: undefined })],
  ['crew of no department', make('crew', { ...newCrew, departmentCode: 'magic' })],
  ['crew at a depot there is not', make('crew', { ...newCrew, depots: [{ from: null, depotId: 99 }] })],
  ['crew with a vehicle there is not', make('crew', { ...newCrew, vehicleId: 99 })],
  ['crew in a zone there is not', make('crew', { ...newCrew, zoneIds: [99] })],
  ['crew of a thirteenth colour', make('crew', { ...newCrew, color: 12 } as CrewPlan)],
  ['vehicle without a plate', make('vehicle', { ...newVehicle, plate: ' ' })],
  ['vehicle without a depot', make('vehicle', { ...newVehicle, depotId: undefined })],
  ['vehicle that carries a ship', make('vehicle', { ...newVehicle, capacityKg: 1e9 })],
  ['flying vehicle', make('vehicle', { ...newVehicle, profile: 'plane' } as unknown as VehiclePlan)],
  ['depot without a name', make('depot', { ...newDepot, nameEn: undefined })],
  ['depot with a letter for an address', make('depot', { ...newDepot, address: 'α'.repeat(201) })],
  ['depot nowhere', make('depot', { ...newDepot, location: [23.71, 99] } as DepotPlan)],
])('a %s is refused', async (_, change) => {
  await expect(desk.change(change)).rejects.toMatchObject(refused('bad-input'))
})

test('an id that was never given makes nothing', async () => {
  for (const change of [
    { ...make('crew', newCrew), id: 77 },
    { ...make('vehicle', newVehicle), id: 2_000_000 },
    { ...make('depot', newDepot), id: 77, version: 1 },
  ] as RosterChange[])
    await expect(desk.change(change)).rejects.toMatchObject(refused('not-found'))
})
