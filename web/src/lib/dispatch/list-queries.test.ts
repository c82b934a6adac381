import { expect, test } from 'vitest'
import { drawnOrders, drawnRequests, orderPlacesKey, requestPlacesKey, requestQuery } from './list-queries.ts'
import { readView } from './view.ts'

const view = (search: string) => readView(new URL(`http://city.test/aigaleo/dispatch/backlog${search}`))

test('a drawing takes what every filter of the list lets through', () => {
  const narrowed = view(
    '?service=pothole&late=1&free=1&area=4&due=3&old=7&prio=50&skill=road-works&spot=9&q=x&sort=due',
  )
  const { isOpen, sort, ...listed } = requestQuery(narrowed)
  expect([isOpen, sort]).toEqual([true, 'due'])
  expect(Object.keys(listed)).toHaveLength(10)
  expect(drawnRequests(narrowed)).toEqual(listed)
  expect(drawnOrders(narrowed)).toMatchObject({ isLate: true, areaId: 4, q: 'x' })
})

test('the map asks for places of its own only where its tiles show more than the list', () => {
  expect(requestPlacesKey(view(''))).toBeNull()
  expect(requestPlacesKey(view('?service=pothole&sort=due'))).toBeNull()
  expect(requestPlacesKey(view('?tab=hotspots&late=1'))).toBeNull()
  expect(JSON.parse(requestPlacesKey(view('?service=pothole&late=1'))!)).toEqual({
    isOpen: true,
    service: ['pothole'],
    isLate: true,
  })
  expect(orderPlacesKey(view('?tab=requests'))).toBeNull()
  expect(JSON.parse(orderPlacesKey(view('?tab=orders&q=x'))!)).toMatchObject({ q: 'x' })
})
