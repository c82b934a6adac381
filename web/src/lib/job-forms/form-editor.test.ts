import type { JobForm } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { FormEditor } from './form-editor.svelte.ts'

const form: JobForm = {
  serviceCode: 'street-light',
  version: 3,
  fields: [
    {
      code: 'pole',
      kind: 'asset',
      isRequired: true,
      labelEl: 'Στύλος',
      labelEn: 'Pole',
      options: [],
      assetKind: 'pole',
    },
    {
      code: 'lamps',
      kind: 'number',
      isRequired: false,
      labelEl: 'Λαμπτήρες',
      labelEn: 'Lamps',
      options: [],
      unit: 'τεμ.',
    },
  ],
  equipment: [],
  safety: [],
}
const named = { labelEl: 'Βλάβη', labelEn: 'Lamps' }

test('what was opened and what was changed back is not changed', () => {
  const editor = new FormEditor('street-light', form)
  expect(editor.isChanged).toBe(false)
  editor.move('pole', 1)
  expect(editor.fields.map(({ code }) => code)).toEqual(['lamps', 'pole'])
  expect(editor.isChanged).toBe(true)
  editor.move('pole', -1)
  editor.move('pole', -1)
  expect(editor.isChanged).toBe(false)
})

test('a field keeps its code when it is called otherwise; a new one is called after its name, and like no other', () => {
  const editor = new FormEditor('street-light', form)
  editor.change('lamps', { labelEn: 'Bulbs' })
  editor.add('text')
  editor.change('new_1', named)
  editor.add('text')
  editor.change('new_2', { labelEl: 'Σημείωση', labelEn: '2nd note!' })
  editor.add('text')
  editor.change('new_3', named)
  const { baseVersion, fields } = editor.body()
  expect(baseVersion).toBe(3)
  expect(fields.map(({ code }) => code)).toEqual(['pole', 'lamps', 'lamps_2', 'nd_note', 'lamps_3'])
  expect(fields[0]).toMatchObject({ assetKind: 'pole' })
  expect(fields[2]).not.toHaveProperty('isNew')
})

test('a field without a name in both languages, or a choice without two, keeps the form from being saved', () => {
  const editor = new FormEditor('weeds', undefined)
  expect(editor.lacks).toEqual([])
  editor.add('choice')
  expect(editor.lacks).toEqual([
    { of: 'new_1', is: 'name' },
    { of: 'new_1', is: 'options' },
  ])
  editor.change('new_1', named)
  const options = editor.fields[0]!.options.map((option) => ({ ...option, nameEl: 'Α', nameEn: 'A' }))
  editor.change('new_1', { options })
  editor.safety = [{ nameEl: 'Κράνος', nameEn: '' }]
  expect(editor.lacks).toEqual([{ of: '', is: 'name' }])
  editor.safety = []
  expect(editor.lacks).toEqual([])
  expect(editor.body()).toMatchObject({ baseVersion: 0, fields: [{ code: 'lamps', kind: 'choice' }] })
})
