import { expect, test } from 'vitest'
import { m } from '#lib/paraglide/messages.js'
import { attachmentName } from './attachment-name.ts'

test('a picture without a label keeps its number where documents are left out', () => {
  const all = [
    { id: 'permit', label: '' },
    { id: 'plan', label: '' },
  ]
  expect(attachmentName(all[1]!, all)).toBe(m.job_attachment({ number: 2 }))
  expect(attachmentName({ id: 'plan', label: 'Σχέδιο' }, all)).toBe('Σχέδιο')
})
