import type { DemoCity } from './city.ts'

export const aigaleo: DemoCity = {
  id: 'aigaleo',
  nameEl: 'Δήμος Αιγάλεω',
  nameEn: 'Municipality of Aigaleo',
  municipalityCode: '9181',
  center: [23.6818, 37.9917],
  phone: '+30 213 204 4800',
  settings: {
    demo: true,
    color: '#14615a',
    crest: 'tree-pine',
    contact: { email: 'dimos@aigaleo.demo', phone: '+30 213 204 4800', address: 'Ιερά Οδός 364, Αιγάλεω' },
  },
  communities: [],
  neighbourhoods: [
    { code: 'aigaleo-01', nameEl: 'Πλατεία Εσταυρωμένου' },
    { code: 'aigaleo-02', nameEl: 'Άνω Λιούμη' },
    { code: 'aigaleo-03', nameEl: 'Κάτω Αιγάλεω' },
    { code: 'aigaleo-04', nameEl: 'Άγιος Σπυρίδων' },
    { code: 'aigaleo-05', nameEl: 'Ιερά Οδός - Ελαιώνας' },
    { code: 'aigaleo-06', nameEl: 'Νέα Ζωή' },
    { code: 'aigaleo-07', nameEl: 'Άγιος Γεώργιος' },
  ],
  zones: [
    {
      code: 'zone-1',
      nameEl: 'Τομέας Κέντρου',
      nameEn: 'Centre sector',
      neighbourhoods: ['aigaleo-01', 'aigaleo-04'],
    },
    {
      code: 'zone-2',
      nameEl: 'Ανατολικός τομέας',
      nameEn: 'East sector',
      neighbourhoods: ['aigaleo-03', 'aigaleo-05'],
    },
    {
      code: 'zone-3',
      nameEl: 'Βόρειος τομέας',
      nameEn: 'North sector',
      neighbourhoods: ['aigaleo-02', 'aigaleo-06', 'aigaleo-07'],
    },
  ],
  depots: [
    {
      code: 'elaionas',
      nameEl: 'Αμαξοστάσιο Ελαιώνα',
      nameEn: 'Elaionas depot',
      street: 'Ιερά Οδός',
      near: [23.6925, 37.9876],
    },
    {
      code: 'thivon',
      nameEl: 'Τεχνική βάση Θηβών',
      nameEn: 'Thivon works yard',
      street: 'Θηβών',
      near: [23.6757, 37.992],
    },
  ],
  crews: [
    { kind: 'bulky', count: 3, depot: 'elaionas' },
    { kind: 'cleaning', count: 2, depot: 'elaionas' },
    { kind: 'lighting', count: 2, depot: 'thivon' },
    { kind: 'roads', count: 1, depot: 'thivon' },
    { kind: 'green', count: 1, depot: 'thivon' },
    { kind: 'inspection', count: 1, depot: 'thivon' },
  ],
}
