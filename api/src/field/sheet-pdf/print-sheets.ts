import type { Writable } from 'node:stream'
import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import type { Context } from '../../context.ts'
import {
  mostSheets,
  pictureOnPaper,
  type Language,
  type RunSheet,
  type RunSheetVisit,
} from '../../contract/index.ts'
import { findCrews } from '../../crews/queries.ts'
import { notFound } from '../../http/problems.ts'
import { findJurisdiction } from '../../jurisdictions/queries.ts'
import { findHashes } from '../../media/queries.ts'
import { findServices } from '../../services/queries.ts'
import { readRunSheet, type Asking } from '../run-sheet.ts'
import { placesOf, type Street } from './draw-map.ts'
import { drawSheet } from './draw-sheet.ts'
import { Pen } from './pen.ts'
import type { SheetPictures } from './sheet-pictures.ts'
import { findStreetsAround } from './street-queries.ts'
import { sheetLanguage } from './words.ts'

export interface Printing {
  day: string
  language: Language
  cityName: string
  timezone: string
  services: ReadonlyMap<string, { nameEl: string; nameEn: string }>
  sheets: { sheet: RunSheet; skills: string[]; streets: Street[] }[]
  /** of the pictures that are shown, by their ids */
  pictureHashes: ReadonlyMap<string, string>
}

/** All that is printed, read at one moment; a day without stops has nothing to print. */
export async function readPrinting(
  tx: Tx,
  context: Context,
  asking: Asking,
  { day, crew, locale }: { day: string; crew?: number[] | undefined; locale: Language },
): Promise<Printing> {
  const city = await findJurisdiction(tx, tx.jurisdictionId)
  if (!city) throw notFound('city', tx.jurisdictionId)
  const crewIds = crew?.length ? [...new Set(crew)] : await findCrewsOnDay(tx, day)
  if (crewIds.length === 0) throw notFound('run sheet')
  const crews = new Map((await findCrews(tx, day)).map((each) => [each.id, each]))
  const name = (named: { nameEl: string; nameEn: string }) => (locale === 'el' ? named.nameEl : named.nameEn)
  const sheets: Printing['sheets'] = []
  for (const crewId of crewIds) {
    const sheet = await readRunSheet(tx, context, asking, { day, crewId })
    const streets = await findStreetsAround(tx, placesOf(sheet))
    sheets.push({ sheet, skills: crews.get(crewId)?.skills ?? [], streets })
  }
  const shown = sheets.flatMap(({ sheet }) =>
    sheet.visits.flatMap((visit) => pictureOnPaper(visit)?.id ?? []),
  )
  return {
    day,
    language: locale,
    cityName: name(city),
    timezone: city.timezone,
    services: new Map((await findServices(tx)).map((service) => [service.code, service])),
    sheets,
    pictureHashes: await findHashes(tx, shown),
  }
}

async function findCrewsOnDay(tx: Tx, day: string): Promise<number[]> {
  const rows = await many(
    tx,
    z.object({ crewId: z.number() }),
    sql`
      select distinct v.crew_id from visit v
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.day = ${day}::date
        and v.status not in ('withdrawn', 'declined')
      order by v.crew_id limit ${mostSheets}`,
  )
  return rows.map(({ crewId }) => crewId)
}

/** Draws sheet by sheet: others are served in between, who leaves ends it, and a slow reader keeps nobody waiting. */
export async function printSheets(
  printing: Printing,
  { link, pictures }: { link: (visit: RunSheetVisit) => string; pictures: SheetPictures },
  to: Writable,
) {
  const { day, cityName, services } = printing
  const language = sheetLanguage(printing.language, printing.timezone)
  const pen = new Pen(`${language.say('sheets')} · ${language.day(day)} · ${cityName}`, printing.language)
  pen.document.pipe(to)
  for (const { sheet, skills, streets } of printing.sheets) {
    if (to.destroyed) break
    drawSheet(pen, sheet, {
      language,
      cityName,
      streets,
      crewSkills: skills,
      serviceOf: (code) => services.get(code) ?? { nameEl: code, nameEn: code },
      linkTo: link,
      pictures: await pictures.ofSheet(sheet),
    })
    await new Promise((resolve) => setImmediate(resolve))
  }
  pen.document.end()
}
