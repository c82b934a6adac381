import { chromium, type Page } from 'playwright-core'
import { demoPassword } from '../../seed/write-accounts.ts'
import { city } from './arrange-day.ts'

export interface Screens {
  baseUrl: string
  hasMap: boolean
  /** a dispatcher's screen with an empty cache */
  open(): Promise<Page>
  close(): Promise<void>
}

/** Without a map the browser has no WebGL: what is left is ours alone. */
export async function openScreens(
  baseUrl: string,
  executablePath: string,
  { hasMap = true }: { hasMap?: boolean } = {},
): Promise<Screens> {
  const args = ['--no-sandbox', ...(hasMap ? [] : ['--disable-3d-apis'])]
  const browser = await chromium.launch({ executablePath, args })
  const headers = { origin: baseUrl }
  const signIn = await browser.newContext()
  const data = { email: `dispatcher@${city}.demo`, password: demoPassword }
  const answer = await signIn.request.post(`${baseUrl}/api/auth/sign-in/email`, { data, headers })
  if (!answer.ok()) throw new Error(`the dispatcher could not sign in (${answer.status()})`)
  const storageState = await signIn.storageState()
  await signIn.close()
  return {
    baseUrl,
    hasMap,
    async open() {
      const context = await browser.newContext({
        storageState,
        viewport: { width: 1440, height: 900 },
        locale: 'el-GR',
        timezoneId: 'Europe/Athens',
        // the bench asks the page by texts, which the product's own policy forbids
        bypassCSP: true,
      })
      context.setDefaultTimeout(120_000)
      return context.newPage()
    },
    close: () => browser.close(),
  }
}
