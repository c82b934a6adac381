import {
  ApiError,
  createClient,
  givePin,
  makeTabletCode,
  registerTablet,
  signInByPin,
  type Client,
  type TabletDoor,
} from '../contract/index.ts'
import { cityId, type TestApi } from '../testing.ts'

const params = { jurisdictionId: cityId }

/** A browser that keeps the cookies it is given, as one device does. */
export class TestDevice {
  readonly cookies = new Map<string, string>()
  /** the header lines by which they were given */
  readonly given: string[] = []
  readonly client: Client
  readonly id: string

  constructor(origin: string, id: string) {
    this.id = id
    this.client = createClient({ baseUrl: `${origin}/api`, fetch: (url, init) => this.fetch(url, init) })
  }

  async fetch(url: Parameters<typeof fetch>[0], init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, headers: { ...init.headers, cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split('=') as [string, string]
      this.given.push(line)
      if (value && !/max-age=0/i.test(line)) this.cookies.set(name, value)
      else this.cookies.delete(name)
    }
    return response
  }

  register(code: string): Promise<TabletDoor> {
    return this.client(registerTablet, { params, body: { code, deviceId: this.id, appVersion: '7' } })
  }

  signIn(memberId: number, pin: string, newPin?: string) {
    return this.client(signInByPin, { params, body: { memberId, pin, ...(newPin ? { newPin } : {}) } })
  }
}

let devices = 0

/** Tablets of the test city, and a dispatcher who registers them and gives PINs. */
export async function testTablets(api: TestApi) {
  const dispatcher = (await api.signIn('dispatcher')).client
  const newDevice = () => new TestDevice(api.origin, `tablet-of-test-${++devices}`)
  const codeFor = async (crewId: number) =>
    (await dispatcher(makeTabletCode, { params: { ...params, crewId } })).code
  return {
    dispatcher,
    newDevice,
    codeFor,
    async registered(crewId = 1): Promise<TestDevice> {
      const device = newDevice()
      await device.register(await codeFor(crewId))
      return device
    },
    /** Gives a member a PIN and lets them choose their own on a tablet of crew 1. */
    async withPin(memberId: number, own: string, device: TestDevice): Promise<void> {
      const { pin } = await dispatcher(givePin, { params: { ...params, memberId } })
      await device.signIn(memberId, pin, own)
    },
  }
}

/** Why a call was refused: its type, and what is said of the PIN. */
export async function refusalOf(call: Promise<unknown>): Promise<unknown> {
  const failure = await call.then(
    () => 'not refused',
    (reason: unknown) => reason,
  )
  if (!(failure instanceof ApiError)) return failure
  const { type, data } = failure.problem
  return data?.reason ? [type, data.reason] : [type]
}
