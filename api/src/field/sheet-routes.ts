import { workerOf } from '../accounts/signed-in.ts'
import { getSheetStop, printRunSheets } from '../contract/index.ts'
import { Admission } from '../http/admission.ts'
import { describeError } from '../http/errors.ts'
import { bind, sent, type Api } from '../http/bind.ts'
import { notFound } from '../http/problems.ts'
import { findSheetStop } from './crew-queries.ts'
import { printSheets, readPrinting } from './sheet-pdf/print-sheets.ts'
import { SheetPictures } from './sheet-pdf/sheet-pictures.ts'

/** Sheets of crews that go without a tablet: printed, and found again by the code on them. */
export function sheetRoutes(api: Api): void {
  // a drawing takes a moment of the processor for each page
  const printing = new Admission({ atOnce: 1, waiting: 20 })
  bind(api, printRunSheets, async ({ params, query, account, roles, context, tenant, response }) => {
    await printing.run(response, async () => {
      const asking = { ...workerOf(account), roles }
      const printed = await tenant((tx) => readPrinting(tx, context, asking, query))
      response.set({
        'Content-Type': 'application/pdf',
        'Content-Disposition': `inline; filename="run-sheets-${query.day}.pdf"`,
        'Cache-Control': 'no-store',
      })
      const link = ({ id }: { id: number }) =>
        `${context.config.publicOrigin}/${params.jurisdictionId}/crew?day=${query.day}&visit=${id}`
      const { jurisdictionId } = params
      const pictures = new SheetPictures({
        hashes: printed.pictureHashes,
        open: (sha256) => context.media.open({ jurisdictionId, sha256 }, 'small'),
        onlost: (error) =>
          context.log.warn({ jurisdictionId, error: describeError(error) }, 'picture not printed'),
      })
      await printSheets(printed, { link, pictures }, response)
    })
    return sent
  })
  bind(api, getSheetStop, async ({ params, tenant }) => {
    const stop = await tenant((tx) => findSheetStop(tx, params.id))
    if (!stop) throw notFound('stop', params.id)
    return stop
  })
}
