import { expect, test } from 'vitest'
import { workName } from './work-name.ts'

test('a street is not said twice, nor ever lost', () => {
  expect(workName('Ογκώδες · Σαλαμίνος 14', 'Σαλαμίνος 14')).toBe('Ογκώδες')
  // a title is cut where it is too long
  expect(workName('Ογκώδες · Σαλαμ', 'Σαλαμίνος 14')).toBe('Ογκώδες')
  expect(workName('Ογκώδες · Σαλαμίνος 14', null)).toBe('Ογκώδες · Σαλαμίνος 14')
  expect(workName('Ογκώδες · Θηβών 3', 'Σαλαμίνος 14')).toBe('Ογκώδες · Θηβών 3')
  expect(workName('Ογκώδες', 'Σαλαμίνος 14')).toBe('Ογκώδες')
  expect(workName(null, 'Σαλαμίνος 14')).toBe('')
})
