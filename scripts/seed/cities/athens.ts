import type { DemoCity } from './city.ts'
import { athensNeighbourhoods } from './athens-neighbourhoods.ts'

const ordinals = ['1st', '2nd', '3rd', '4th', '5th', '6th', '7th']

export const athens: DemoCity = {
  id: 'athens',
  nameEl: 'Δήμος Αθηναίων',
  nameEn: 'City of Athens',
  municipalityCode: '9186',
  center: [23.7276, 37.9842],
  phone: '1595',
  settings: {
    demo: true,
    color: '#1d4f91',
    crest: 'landmark',
    contact: { email: 'dimos@athens.demo', phone: '1595', address: 'Αθηνάς 63, Αθήνα' },
  },
  communities: ordinals.map((ordinal, i) => ({
    number: i + 1,
    nameEl: `${i + 1}η Δημοτική Κοινότητα`,
    nameEn: `${ordinal} Municipal Community`,
  })),
  neighbourhoods: athensNeighbourhoods,
  // the city's crews work by municipal community
  zones: ordinals.map((ordinal, i) => ({
    code: `zone-${i + 1}`,
    nameEl: `Τομέας ${i + 1}ης Κοινότητας`,
    nameEn: `Sector of the ${ordinal} Community`,
    neighbourhoods: athensNeighbourhoods
      .filter(({ community }) => community === i + 1)
      .map(({ code }) => code),
  })),
  depots: [
    {
      code: 'votanikos',
      nameEl: 'Κεντρικό αμαξοστάσιο Ελαιώνα',
      nameEn: 'Elaionas central depot',
      street: 'Ιερά Οδός',
      near: [23.7045, 37.9835],
    },
    {
      code: 'patision',
      nameEl: 'Βάση Πατησίων',
      nameEn: 'Patision base',
      street: 'Πατησίων',
      near: [23.734, 38.012],
    },
    {
      code: 'mesogeion',
      nameEl: 'Βάση Αμπελοκήπων',
      nameEn: 'Ampelokipi base',
      street: 'Μιχαλακοπούλου',
      near: [23.761, 37.981],
    },
  ],
  crews: [
    { kind: 'bulky', count: 9, depot: 'votanikos' },
    { kind: 'cleaning', count: 8, depot: 'votanikos' },
    { kind: 'cleaning', count: 3, depot: 'patision' },
    { kind: 'lighting', count: 5, depot: 'votanikos' },
    { kind: 'lighting', count: 2, depot: 'mesogeion' },
    { kind: 'roads', count: 6, depot: 'patision' },
    { kind: 'green', count: 4, depot: 'mesogeion' },
    { kind: 'inspection', count: 3, depot: 'patision' },
  ],
}
