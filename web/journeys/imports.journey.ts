import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '../../api/src/jurisdictions/city-time.ts'
import { baseUrl, city, desktop, findings, openBrowser, openDevice, signIn } from './browser.ts'
import { today } from './city.ts'

let browser: Browser
let page: Page
const day = addDays(today(), -20)
const name = `export-${crypto.randomUUID().slice(0, 8)}.csv`
const key = crypto.randomUUID().slice(0, 8)
// an export as another city makes it: two good rows, one outside the city, one without a date
const csv = `unique_key,created_date,closed_date,complaint_type,descriptor,status,latitude,longitude
${key}-1,${day}T08:00:00,${day}T12:00:00,Λακκούβα,Στη γωνία,Closed,37.9921,23.6790
${key}-2,${day}T09:00:00,,Λακκούβα,Μπροστά στο σχολείο,Open,37.9925,23.6795
${key}-3,${day}T09:30:00,,Λακκούβα,Στη θάλασσα,Open,37.8000,23.4000
${key}-4,χθες,,Λακκούβα,Χωρίς ημερομηνία,Open,37.9922,23.6791
`

beforeAll(async () => {
  browser = await openBrowser()
  const device = await openDevice(browser, desktop)
  await signIn(device, 'admin')
  page = device.page
})

afterAll(() => browser.close())

async function open(prefix = ''): Promise<void> {
  await page.goto(`${baseUrl}${prefix}/${city}/admin/imports`)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

/** As a hand does it: the file falls on the field. */
async function drop(): Promise<void> {
  const data = await page.evaluateHandle(
    ([text, fileName]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([text!], fileName!, { type: 'text/csv' }))
      return transfer
    },
    [csv, name],
  )
  await page.locator('label.drop').dispatchEvent('drop', { dataTransfer: data })
}

async function figures(): Promise<string[]> {
  return page.locator('section[data-run=completed] dl dd').allInnerTexts()
}

test('a file is dropped, its columns are guessed, and the good rows come in; the bad ones are named', async () => {
  await open()
  await drop()
  const meaning = (column: string) => page.getByLabel(column, { exact: true })
  await meaning('unique_key').waitFor()
  for (const [column, field] of [
    ['unique_key', 'externalId'],
    ['created_date', 'requestedAt'],
    ['complaint_type', 'serviceName'],
    ['latitude', 'lat'],
  ] as const)
    expect(await meaning(column).inputValue()).toBe(field)
  expect(await findings(page)).toEqual([])
  await page.getByLabel('Λακκούβα').selectOption('pothole')
  await page.getByRole('button', { name: 'Εισαγωγή', exact: true }).click()
  await page.waitForSelector('section[data-run=completed]')
  expect(await figures()).toEqual(['4', '2', '0', '2'])
  const problems = await page.locator('section[data-run] tbody tr').allInnerTexts()
  expect(problems.map((row) => row.split('\t').map((cell) => cell.trim()))).toEqual([
    ['4', 'latitude', 'Έξω από τον δήμο', expect.any(String)],
    ['5', 'created_date', 'Δεν είναι ημερομηνία', 'χθες'],
  ])
  expect(await findings(page)).toEqual([])
})

test('the same file again changes nothing, in English too', async () => {
  await open('/en')
  await drop()
  await page.getByLabel('Λακκούβα').selectOption('pothole')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.waitForSelector('section[data-run=completed]')
  expect(await figures()).toEqual(['4', '0', '2', '2'])
  expect(await findings(page)).toEqual([])
})
