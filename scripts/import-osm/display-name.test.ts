import { expect, test } from 'vitest'
import { displayName } from './display-name.ts'

test.each([
  ['Αγ.Βαρβάρας', 'Αγίας Βαρβάρας'],
  ['Αγ. Αναργύρων', 'Αγίων Αναργύρων'],
  ['Αγ. Γεωργίου', 'Αγίου Γεωργίου'],
  ['Λεωφ. Ελ. Βενιζέλου', 'Λεωφόρος Ελευθερίου Βενιζέλου'],
  ['ΚΩΝΣΤΑΝΤΙΝΟΥΠΟΛΕΩΣ', 'Κωνσταντινουπολεως'],
  ['Βασ. Σοφίας', 'Βασιλίσσης Σοφίας'],
  ['πολυφήμου', 'Πολυφήμου'],
  ['Δ.Αλευρά', 'Δ. Αλευρά'],
])('%s is shown as %s', (mapped, shown) => {
  expect(displayName(mapped)).toBe(shown)
})

test.each(['Θηβών', 'Λ. Κατσώνη', '25ης Μαρτίου', 'Silver Way', 'UFO', 'Στοά Λέκκα Silver Way'])(
  '%s stays as it is mapped',
  (name) => {
    expect(displayName(name)).toBe(name)
  },
)
