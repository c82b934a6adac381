import { encode } from 'uqr'

/** A QR code as rows of dark bars, dark on the paper's white. */
export function drawCode(
  document: PDFKit.PDFDocument,
  text: string,
  { x, y, side }: { x: number; y: number; side: number },
): void {
  const { data, size } = encode(text, { ecc: 'L', border: 0 })
  const module = side / size
  data.forEach((row, line) => {
    for (let from = 0; from < size; from++) {
      if (!row[from]) continue
      let to = from
      while (row[to + 1]) to++
      document.rect(x + from * module, y + line * module, (to - from + 1) * module, module)
      from = to
    }
  })
  document.fill('#000')
}
