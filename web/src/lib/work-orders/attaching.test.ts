import { expect, test } from 'vitest'
import type { UploadResult } from '#lib/report/upload-picture.ts'
import { m } from '#lib/paraglide/messages.js'
import { Attaching } from './attaching.svelte.ts'

const most = 12

function file(name: string, type = 'image/png'): File {
  return new File(['x'], name, { type })
}

/** An order that takes what arrives, over a network that answers by the name of the file. */
function order(answers: Record<string, Exclude<UploadResult, { ok: true }>['reason']> = {}) {
  const sent: string[] = []
  const attached: string[] = []
  const attaching = new Attaching({
    async upload(id, { name }) {
      sent.push(name)
      const reason = answers[name]
      return reason
        ? { ok: false, reason }
        : { ok: true, media: { id, width: 1, height: 1, kind: 'attachment' } }
    },
    async attach() {
      attached.push(sent.at(-1)!)
      return sent.at(-1) === 'late.png' ? 'over' : null
    },
  })
  return { attaching, attached }
}

test('pictures are attached one after the other, in the order they were chosen', async () => {
  const { attaching, attached } = order()
  const first = attaching.add([file('a.png'), file('b.png')], { room: 12, most })
  expect(attaching.waiting.map(({ name }) => name)).toEqual(['a.png', 'b.png'])
  await Promise.all([first, attaching.add([file('c.png')], { room: 10, most })])
  expect(attached).toEqual(['a.png', 'b.png', 'c.png'])
  expect([attaching.waiting, attaching.problems]).toEqual([[], []])
})

test('each that cannot be attached is told by its name, and the others are', async () => {
  const { attaching, attached } = order({
    'torn.png': 'unreadable',
    'huge.png': 'too-large',
    'cut.png': 'failed',
    'locked.pdf': 'unreadable-document',
  })
  const names = ['torn.png', 'huge.png', 'cut.png', 'late.png', 'good.png']
  const files = [...names.map((name) => file(name)), file('locked.pdf', 'application/pdf')]
  await attaching.add([file('plan.docx', 'application/msword'), ...files], { room: 12, most })
  expect(attached).toEqual(['late.png', 'good.png'])
  expect(attaching.problems).toEqual([
    m.order_attachment_unreadable({ name: 'plan.docx' }),
    m.order_attachment_unreadable({ name: 'torn.png' }),
    m.order_attachment_too_large({ name: 'huge.png' }),
    m.order_attachment_failed({ name: 'cut.png' }),
    'over',
    m.order_document_unreadable({ name: 'locked.pdf' }),
  ])
})

test('a document is attached under the name of its file, without a picture of it', async () => {
  const labels: (string | undefined)[] = []
  const attaching = new Attaching({
    upload: async (id) => ({ ok: true, media: { id, width: 595, height: 842, kind: 'attachment' } }),
    attach: async (_, label) => (labels.push(label), null),
  })
  const sending = attaching.add([file('Άδεια τομής.PDF', 'application/pdf'), file('a.png')], {
    room: 2,
    most,
  })
  expect(attaching.waiting.map(({ preview }) => preview === null)).toEqual([true, false])
  await sending
  expect([labels, attaching.problems]).toEqual([['Άδεια τομής', undefined], []])
})

test('the same trouble with several pictures is told once', async () => {
  const { attaching } = order()
  await attaching.add([file('late.png'), file('late.png')], { room: 12, most })
  expect(attaching.problems).toEqual(['over'])
})

test('what an order has no room for is not sent, and is told', async () => {
  const { attaching, attached } = order()
  await attaching.add([file('a.png'), file('b.png'), file('c.png')], { room: 1, most })
  expect(attached).toEqual(['a.png'])
  expect(attaching.problems).toEqual([m.order_attachment_no_room({ most, count: 2 })])
})
