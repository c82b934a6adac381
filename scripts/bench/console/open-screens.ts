import { chromium, type Page } from 'playwright-core'
import { demoPassword } from '../../seed/write-accounts.ts'
import { city } from './arrange-day.ts'

export interface Screens {
  baseUrl: string
  hasMap: boolean
  /** a dispatcher's screen with an empty cache: a browser that has signed in, and keeps none of the files */
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
  // at the door, as people do: a browser that was let in to a desk before says so with its next page
  const signIn = await browser.newContext()
  const door = await signIn.newPage()
  await door.goto(`${baseUrl}/sign-in`)
  await door.locator('form[data-ready=true]').waitFor()
  await door.locator('input[type=email]').fill(`dispatcher@${city}.demo`)
  await door.locator('input[type=password]').fill(demoPassword)
  await door.keyboard.press('Enter')
  await door.locator(`a[href="/${city}/dispatch"]`).waitFor()
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
