import { sendPositions, type Client } from '@dromos/api/contract'
import { sql, type Database } from '@dromos/db'
import { signInAs } from '../../seed/demo-day.ts'
import { city, type BenchDay } from './arrange-day.ts'
import { longTasks, watchTasks } from './in-page.ts'
import type { Screens } from './open-screens.ts'

const crewCount = 50
const params = { jurisdictionId: city }

/** The longest that the main thread was busy while fifty crews sent where they are once a second. */
export async function measurePositions(
  owner: Database,
  origin: string,
  screens: Screens,
  { planId }: BenchDay,
  seconds: number,
): Promise<{ longest: number; count: number }> {
  const tablets = await openTablets(owner, origin)
  const page = await screens.open()
  await page.goto(`${screens.baseUrl}/${city}/dispatch/today`)
  await page
    .locator(screens.hasMap ? '[data-map-idle]' : 'h1')
    .first()
    .waitFor({ state: 'attached' })
  const sendAll = (turn: number) => Promise.all(tablets.map((tablet, index) => send(tablet, index, turn)))
  await sendAll(0)
  // what a page does while it opens is measured elsewhere
  await page.waitForTimeout(3000)
  await page.evaluate(watchTasks)
  for (let turn = 1; turn <= seconds; turn++) {
    const began = performance.now()
    await sendAll(turn)
    await page.waitForTimeout(Math.max(0, 1000 - (performance.now() - began)))
  }
  const tasks = (await page.evaluate(longTasks)) as number[]
  await page.context().close()
  console.log(
    `${crewCount} crews once a second for ${seconds} s, plan ${planId}, ` +
      `${screens.hasMap ? 'with' : 'without'} map: tasks over 50 ms: ${tasks.map(Math.round).join(' ') || 'none'}`,
  )
  return { longest: Math.round(Math.max(0, ...tasks)), count: tasks.length }
}

/** Fifty crews in a shift now, each signed in on a tablet. */
async function openTablets(owner: Database, origin: string): Promise<Client[]> {
  await owner.query(sql`
    insert into crew (jurisdiction_id, id, department_code, depot_id, name_el, name_en, color)
    select jurisdiction_id, 1000 + n, department_code, depot_id, 'Συνεργείο ' || n, 'Crew ' || n, n % 12
    from crew, generate_series(1, ${crewCount}) n
    where jurisdiction_id = ${city} and id = (select min(id) from crew where jurisdiction_id = ${city})
    on conflict do nothing`)
  await owner.query(sql`
    delete from shift where jurisdiction_id = ${city} and crew_id > 1000`)
  await owner.query(sql`
    insert into shift (jurisdiction_id, crew_id, during, break_minutes)
    select ${city}, 1000 + n, tstzrange(now() - interval '1 hour', now() + interval '3 hours'), 0
    from generate_series(1, ${crewCount}) n`)
  // the demo's crew accounts, lent to the bench's crews
  await owner.query(sql`
    insert into crew_member (jurisdiction_id, id, crew_id, name, skills, account_id)
    select ${city}, 100000 + n, 1000 + n, 'Crew ' || n, '{}', ${`demo-${city}-crew`} || (1 + (n - 1) % 40)
    from generate_series(1, ${crewCount}) n
    on conflict do nothing`)
  const tablets: Client[] = []
  for (let crew = 1; crew <= crewCount; crew++)
    tablets.push(
      await signInAs({ innerOrigin: origin, origin, jurisdictionId: city }, `crew${1 + ((crew - 1) % 40)}`),
    )
  return tablets
}

function send(tablet: Client, index: number, turn: number): Promise<unknown> {
  const at = new Date().toISOString()
  const angle = (index * 7 + turn) / 20
  const location: [number, number] = [23.727 + 0.02 * Math.cos(angle), 37.984 + 0.015 * Math.sin(angle)]
  return tablet(sendPositions, {
    params,
    body: {
      deviceId: `bench-tablet-${index}`,
      sentAt: at,
      positions: [{ at, location, accuracyMeters: 8 }],
    },
  })
}
