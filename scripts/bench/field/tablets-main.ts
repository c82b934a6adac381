/** All the tablets, in a process of their own: what they take of the processors is told apart from the city. */
import { randomFrom } from '../../simulate/random.ts'
import { FieldTablet } from './field-tablet.ts'
import { photosOf } from './photos-of.ts'
import type { Returned, TabletsTask } from './tablets.ts'

process.once('message', async (task: TabletsTask) => {
  const random = randomFrom(task.seed)
  const photo = photosOf(task.photoBytes, random)
  const tablets: FieldTablet[] = []
  for (const crew of task.crews) {
    const tablet = await FieldTablet.signIn(task.origin, crew, random)
    await tablet.workOffline(task.photosOfAStop, photo)
    tablets.push(tablet)
  }
  process.once('message', () => sendAll(tablets))
  process.send!('ready')
})

async function sendAll(tablets: FieldTablet[]): Promise<void> {
  const before = process.cpuUsage()
  const began = performance.now()
  await Promise.all(tablets.map((tablet) => tablet.sendAll()))
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(before)
  const returned: Returned = {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    taken: tablets.flatMap(({ taken }) => taken),
    statuses: tablets.flatMap(({ statuses }) => statuses),
    cuts: tablets.reduce((sum, { cuts }) => sum + cuts, 0),
  }
  process.send!(returned, () => process.exit(0))
}
