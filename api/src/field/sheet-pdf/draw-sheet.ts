import { codeOf, hoursOfSheet, type RunSheet, type RunSheetVisit } from '../../contract/index.ts'
import { drawCode } from './draw-code.ts'
import { drawMap, type Street } from './draw-map.ts'
import type { PrintedPicture } from '../../media/picture.ts'
import type { Pen } from './pen.ts'
import { lineOf, linesOf, normal, small, type Line, type StopWords } from './stop-lines.ts'
import type { SheetLanguage } from './words.ts'

/** What is printed beside the sheet itself. */
export interface SheetContext extends StopWords {
  cityName: string
  /** where the code of a stop leads */
  linkTo: (visit: RunSheetVisit) => string
  streets: readonly Street[]
  /** by the visits' ids */
  pictures: ReadonlyMap<number, PrintedPicture>
}

// A4 in points, with edges that printers reach
const [left, right, top, bottom] = [36, 559, 34, 806]
const underHead = top + 28
const [columnNamesHeight, noStopsHeight, footHeight] = [15, 40, 60]
const columns = { number: left, time: left + 24, stop: left + 92, done: 414, code: 511 }
const stopWidth = columns.done - columns.stop - 10
const [codeSide, mapWidth, mapHeight] = [46, 190, 150]
const [pictureWidth, pictureHeight] = [96, 72]

/** One crew's day on as many pages as it takes; each tells how many there are. */
export function drawSheet(pen: Pen, sheet: RunSheet, context: SheetContext): void {
  const { language } = context
  const rows = sheet.visits.map((visit, index) => rowOf(pen, visit, index, context))
  pen.document.addPage()
  let y = drawColumnNames(pen, language, drawFacts(pen, sheet, context, underHead))
  const pages = countPages(rows, y)
  let page = 1
  drawHead(pen, sheet, context, `${page}/${pages}`)
  const turn = (): number => {
    pen.document.addPage()
    drawHead(pen, sheet, context, `${++page}/${pages}`)
    return underHead
  }
  for (const row of rows) {
    if (y + row.height > bottom) y = drawColumnNames(pen, language, turn())
    drawStop(pen, row, y, context)
    if (row.picture) drawPicture(pen, row.picture, y + 7)
    y += row.height
  }
  if (rows.length === 0) {
    pen.write(language.say('noStops'), left, y + 16, normal)
    y += noStopsHeight
  }
  if (y + footHeight > bottom) y = turn()
  drawFoot(pen, sheet, language, y)
}

/** The pages that the rows and the foot take, the first one with room from `y` on. */
function countPages(rows: readonly Row[], y: number): number {
  let pages = 1
  for (const { height } of rows) {
    if (y + height > bottom) {
      pages += 1
      y = underHead + columnNamesHeight
    }
    y += height
  }
  if (rows.length === 0) y += noStopsHeight
  return y + footHeight > bottom ? pages + 1 : pages
}

interface Row {
  visit: RunSheetVisit
  place: number
  lines: Line[]
  picture: Placed | null
  height: number
}

function rowOf(pen: Pen, visit: RunSheetVisit, index: number, context: SheetContext): Row {
  const picture = pictureOf(context.pictures.get(visit.id))
  const lines = linesOf(pen, visit, context, stopWidth - (picture ? pictureWidth + 8 : 0))
  const height = Math.max(
    codeSide + 19,
    8 + lines.reduce((sum, { ink }) => sum + lineOf(ink), 0),
    picture ? picture.height + 14 : 0,
  )
  return { visit, place: index + 1, lines, picture, height }
}

function rule({ document }: Pen, y: number, width: number, color = '#000'): void {
  document.moveTo(left, y).lineTo(right, y).lineWidth(width).stroke(color)
}

function drawHead(pen: Pen, sheet: RunSheet, { language, cityName }: SheetContext, page: string): void {
  pen.write(language.name(sheet.crew), left, top, { size: 13, weight: 600 })
  const facts = `${language.day(sheet.day)} · ${cityName} · ${language.say('page')} ${page}`
  pen.write(facts, right - pen.width(facts, { size: 10 }), top + 2, { size: 10 })
  rule(pen, top + 20, 1.2)
}

function drawFacts(pen: Pen, sheet: RunSheet, context: SheetContext, y: number): number {
  const { language } = context
  const { say, time } = language
  const { shift, vehicle, visits } = sheet
  const minutes = visits.reduce((sum, { durationMinutes }) => sum + durationMinutes, 0)
  const pause = shift?.breakMinutes ? ` · ${say('break')} ${shift.breakMinutes}′` : ''
  const facts: [string, string][] = [
    [say('members'), sheet.crew.memberNames.join(', ') || '—'],
    [say('vehicle'), vehicle ? `${vehicle.name} · ${vehicle.plate}` : say('onFoot')],
    [say('shift'), shift ? hoursOfSheet(sheet, time) + pause : '—'],
    [say('depot'), language.name(sheet.depot)],
    [
      say('work'),
      `${visits.length} ${say(visits.length === 1 ? 'oneStop' : 'stops')}, ${minutes}′ ${say('onSite')}`,
    ],
  ]
  const box = { x: right - mapWidth, y, width: mapWidth, height: mapHeight }
  let at = y
  for (const [name, value] of facts) {
    pen.write(name, left, at, { ...normal, color: '#444' })
    for (const line of pen.lines(value, box.x - left - 92, normal)) {
      pen.write(line, left + 76, at, normal)
      at += lineOf(normal)
    }
    at += 3
  }
  drawMap(
    { document: pen.document, write: pen.write.bind(pen), width: pen.width.bind(pen) },
    sheet,
    context.streets,
    box,
    say('north'),
  )
  return Math.max(at, y + mapHeight) + 10
}

function drawColumnNames(pen: Pen, { say }: SheetLanguage, y: number): number {
  pen.write('#', columns.number, y, small)
  pen.write(say('time'), columns.time, y, small)
  pen.write(say('stop'), columns.stop, y, small)
  pen.write(say('done'), columns.done, y, small)
  rule(pen, y + 13, 0.8)
  return y + columnNamesHeight
}

function drawStop(pen: Pen, { visit, place, lines, height }: Row, y: number, context: SheetContext): void {
  const { document } = pen
  const { time } = context.language
  const { plannedArrivalAt: from, plannedEndAt: to } = visit
  pen.write(String(place), columns.number, y + 5, { size: 13, weight: 600 })
  pen.write(from ? `${time(from)}${to ? `–${time(to)}` : ''}` : '—', columns.time, y + 6, normal)
  pen.write(`${visit.durationMinutes}′`, columns.time, y + 6 + lineOf(normal), small)
  let at = y + 5
  for (const { text, ink } of lines) {
    pen.write(text, columns.stop, at, ink)
    at += lineOf(ink)
  }
  const [x, boxY] = [columns.done, y + 7]
  document.rect(x, boxY, 16, 16).lineWidth(1).stroke('#000')
  if (visit.status === 'done')
    document
      .moveTo(x + 3, boxY + 8)
      .lineTo(x + 7, boxY + 13)
      .lineTo(x + 13, boxY + 3)
      .lineWidth(1.6)
      .stroke()
  if (visit.status === 'failed' || visit.status === 'skipped')
    document
      .moveTo(x + 3, boxY + 3)
      .lineTo(x + 13, boxY + 13)
      .moveTo(x + 13, boxY + 3)
      .lineTo(x + 3, boxY + 13)
      .lineWidth(1.6)
      .stroke()
  const lineY = boxY + 38
  document
    .moveTo(x, lineY)
    .lineTo(columns.code - 12, lineY)
    .lineWidth(0.5)
    .dash(1, { space: 1.5 })
    .stroke()
    .undash()
  drawCode(document, context.linkTo(visit), { x: columns.code, y: y + 5, side: codeSide })
  pen.write(codeOf(visit.id), columns.code, y + 5 + codeSide + 3, { size: 7 })
  rule(pen, y + height, 0.4, '#999')
}

interface Placed {
  jpeg: Buffer
  width: number
  height: number
}

/** As large as it is on paper. */
function pictureOf(picture: PrintedPicture | undefined): Placed | null {
  if (!picture) return null
  const { jpeg, width, height } = picture
  const scale = Math.min(pictureWidth / width, pictureHeight / height)
  return { jpeg, width: width * scale, height: height * scale }
}

function drawPicture(pen: Pen, { jpeg, width, height }: Placed, y: number): void {
  const x = columns.stop + stopWidth - width
  pen.image(jpeg, x, y, width, height)
  pen.document.rect(x, y, width, height).lineWidth(0.4).stroke('#999')
}

function drawFoot(pen: Pen, sheet: RunSheet, { say, time }: SheetLanguage, y: number): void {
  const fields: [string, number, number][] = [
    [say('startKilometers'), left, left + 140],
    [say('endKilometers'), left + 155, left + 295],
    [say('signature'), left + 310, right],
  ]
  for (const [name, from, to] of fields) {
    const end = pen.write(name, from, y + 24, normal)
    pen.document
      .moveTo(end + 4, y + 35)
      .lineTo(to, y + 35)
      .lineWidth(0.5)
      .stroke('#000')
  }
  const made = `${say('version')} ${sheet.planVersion ?? '—'} · ${say('printed')} ${time(sheet.at)} · © OpenStreetMap contributors`
  pen.write(made, left, y + 46, small)
}
