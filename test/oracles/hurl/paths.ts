import { json } from '../../actions/smoke-test/support/server.ts';
import type { Scenario } from './assertion.ts';

const visit = (reason: string, doctor: string, fee: number, more: object = {}) => ({ reason, doctor, fee, ...more });

const clinic = {
  clinic: {
    visit: [
      visit('checkup', 'Ada Lin', 8.95, { paid: false, kind: 'routine' }),
      visit('broken arm', 'Bo Nyberg', 12.99, { paid: false, kind: 'urgent' }),
      visit('vaccine', 'Cleo Mart', 8.99, { paid: true, kind: 'urgent', code: 'V-31' }),
      visit('second opinion', 'Dee O. Fox', 22.99, { paid: false, kind: 'urgent', code: 'S-95' }),
    ],
    van: { colour: 'red', fee: 19.95 },
  },
};

/** Paths with wildcards, slices, unions, descendants and filters. */
export const paths: Scenario = {
  name: 'paths',
  below: 'json',
  answer: json(clinic),
  assertions: [
    ['jsonpath "$.clinic.*" count == 2', '"$.clinic.*": { length: 2 }'],
    ['jsonpath "$.clinic.*" count == 3', '"$.clinic.*": { length: 3 }'],
    ['jsonpath "$.clinic.visit" count == 4', '$.clinic.visit: { length: 4 }'],
    ['jsonpath "$..visit" count == 4', '"$..visit[*]": { length: 4 }'],
    ['jsonpath "$.clinic.van" isObject', '$.clinic.van: { type: object }'],
    ['jsonpath "$..van" isObject', '$..van: { length: 1, every: { type: object } }'],
    ['jsonpath "$.clinic.boat" not exists', '$.clinic.boat: { exists: false }'],
    ['jsonpath "$.clinic.van" not exists', '$.clinic.van: { exists: false }'],
    ['jsonpath "$..boat" not exists', '$..boat: { exists: false }'],
    ['jsonpath "$..boat" exists', '$..boat: { exists: true }'],
    ['jsonpath "$.clinic.visit[*].doctor" count == 4', '"$.clinic.visit[*].doctor": { length: 4 }'],
    ['jsonpath "$..visit[*].doctor" count == 4', '"$..visit[*].doctor": { length: 4 }'],
    ['jsonpath "$.clinic.visit[*].doctor" nth 0 == "Ada Lin"', '"$.clinic.visit[0].doctor": Ada Lin'],
    ['jsonpath "$.clinic.visit[*].doctor" nth 1 == "Bo Nyberg"', '"$.clinic.visit[1].doctor": Bo Nyberg'],
    ['jsonpath "$.clinic.visit[*].doctor" nth 2 == "Bo Nyberg"', '"$.clinic.visit[2].doctor": Bo Nyberg'],
    ['jsonpath "$..doctor" count == 4', '$..doctor: { length: 4 }'],
    ['jsonpath "$..doctor" nth 3 == "Dee O. Fox"', '"$.clinic.visit[3].doctor": Dee O. Fox'],
    ['jsonpath "$..doctor" contains "Cleo Mart"', '$..doctor: { contains: Cleo Mart }'],
    ['jsonpath "$..doctor" contains "Nobody"', '$..doctor: { contains: Nobody }'],
    ['jsonpath "$..doctor" not contains "Nobody"', '$..doctor: { not-contains: Nobody }'],
    ['jsonpath "$..doctor[4]" not exists', '"$..doctor[4]": { exists: false }'],
    ['jsonpath "$.clinic..fee" count == 5', '$.clinic..fee: { length: 5 }'],
    ['jsonpath "$.clinic.visit[2].reason" == "vaccine"', '"$.clinic.visit[2].reason": vaccine'],
    ['jsonpath "$.clinic.visit[-1].reason" == "second opinion"', '"$.clinic.visit[-1].reason": second opinion'],
    ['jsonpath "$.clinic.visit[-2].reason" == "second opinion"', '"$.clinic.visit[-2].reason": second opinion'],
    ['jsonpath "$..visit[2].reason" == "vaccine"', '"$..visit[2].reason": [vaccine]'],
    ['jsonpath "$..visit[-1].reason" == "second opinion"', '"$..visit[-1].reason": [second opinion]'],
    ['jsonpath "$..visit[-1:].reason" == "second opinion"', '"$..visit[-1:].reason": [second opinion]'],
    ['jsonpath "$..visit[0,0]" count == 2', '"$..visit[0,0]": { length: 2 }'],
    ['jsonpath "$..visit[0,1]" count == 2', '"$..visit[0,1]": { length: 2 }'],
    ['jsonpath "$..visit[0,1].reason" nth 0 == "checkup"', '"$..visit[0,1].reason": [checkup, broken arm]'],
    ['jsonpath "$..visit[0,1].reason" nth 1 == "broken arm"', '"$.clinic.visit[1].reason": broken arm'],
    ['jsonpath "$..visit[-4,-3].reason" nth 0 == "checkup"', '"$..visit[-4,-3].reason": [checkup, broken arm]'],
    ['jsonpath "$..visit[-4, -3].reason" nth 1 == "checkup"', '"$..visit[-4, -3].reason": [checkup, checkup]'],
    ['jsonpath "$..visit[2:2]" not exists', '"$..visit[2:2]": { exists: false }'],
    ['jsonpath "$..visit[:2]" count == 2', '"$..visit[:2]": { length: 2 }'],
    ['jsonpath "$..visit[:2].reason" nth 0 == "checkup"', '"$..visit[:2].reason": { contains: checkup }'],
    ['jsonpath "$..visit[:2].reason" contains "vaccine"', '"$..visit[:2].reason": { contains: vaccine }'],
    ['jsonpath "$..visit[3:5]" isObject', '"$..visit[3:5]": { every: { type: object }, length: 1 }'],
    ['jsonpath "$..visit[3:]" isObject', '"$..visit[3:]": { every: { type: object }, length: 1 }'],
    ['jsonpath "$..visit[3]" isObject', '"$..visit[3]": { every: { type: object }, length: 1 }'],
    ['jsonpath "$..visit[?(2 > 0)]" count == 4', '"$..visit[?(2 > 0)]": { length: 4 }'],
    ['jsonpath "$..visit[?(@.code)]" count == 2', '"$..visit[?(@.code)]": { length: 2 }'],
    [
      'jsonpath "$..visit[?(@.code)].reason" nth 0 == "vaccine"',
      '"$..visit[?(@.code)].reason": [vaccine, second opinion]',
    ],
    ['jsonpath "$..visit[?(@.code)].none" not exists', '"$..visit[?(@.code)].none": { exists: false }'],
    ['jsonpath "$..visit[?(@.fee<10)]" count == 2', '"$..visit[?(@.fee<10)]": { length: 2 }'],
    [
      'jsonpath "$..visit[?(@.fee<10)].reason" nth 0 == "checkup"',
      '"$..visit[?(@.fee<10)].reason": [checkup, vaccine]',
    ],
    [
      'jsonpath "$..visit[?(@.fee<10)].reason" nth 1 == "checkup"',
      '"$..visit[?(@.fee<10)].reason": [checkup, checkup]',
    ],
    [
      'jsonpath "$.clinic.visit[?(@.paid==true)].reason" == "vaccine"',
      '"$.clinic.visit[?(@.paid==true)].reason": [vaccine]',
    ],
    [
      'jsonpath "$..visit[?(@.doctor != \'Nobody\')]" count == 4',
      '"$..visit[?(@.doctor != \'Nobody\')]": { length: 4 }',
    ],
    [
      'jsonpath "$..visit[?(@.doctor != \'Ada Lin\')]" count == 3',
      '"$..visit[?(@.doctor != \'Ada Lin\')]": { length: 3 }',
    ],
    [
      'jsonpath "$..visit[?(@.doctor == \'Nobody\')]" not exists',
      '"$..visit[?(@.doctor == \'Nobody\')]": { exists: false }',
    ],
    [
      'jsonpath "$..visit[?(@.doctor == \'Cleo Mart\')].reason" == "vaccine"',
      '"$..visit[?(@.doctor == \'Cleo Mart\')].reason": [vaccine]',
    ],
    ['jsonpath "$..visit[?(@.fee != 10.00)]" count == 4', '"$..visit[?(@.fee != 10.00)]": { length: 4 }'],
    ['jsonpath "$..visit[?(@.fee != 8.95)]" count == 3', '"$..visit[?(@.fee != 8.95)]": { length: 3 }'],
    [
      'jsonpath "$..visit[?(@.fee == 8.95)]" isObject',
      '"$..visit[?(@.fee == 8.95)]": { every: { type: object }, length: 1 }',
    ],
    ['jsonpath "$..visit[?(@.fee == 10.00)]" not exists', '"$..visit[?(@.fee == 10.00)]": { exists: false }'],
    [
      'jsonpath "$.clinic.visit[?(@.kind == \'urgent\' && @.fee >= 10)]" count == 2',
      '"$.clinic.visit[?(@.kind == \'urgent\' && @.fee >= 10)]": { length: 2 }',
    ],
    [
      'jsonpath "$.clinic.visit[?(@.kind == \'routine\' || @.fee >= 20)]" count == 2',
      '"$.clinic.visit[?(@.kind == \'routine\' || @.fee >= 20)]": { length: 2 }',
    ],
    ['jsonpath "$..*" count == 31', '$..*: { length: 31 }'],
    ['jsonpath "$..visit[*].code" count == 2', '"$..visit[*].code": { length: 2 }'],
    ['jsonpath "$..visit[*].none" not exists', '"$..visit[*].none": { exists: false }'],
    ['jsonpath "$..visit[4]" not exists', '"$..visit[4]": { exists: false }'],
    ['jsonpath "$..visit[-5]" not exists', '"$..visit[-5]": { exists: false }'],
    ['jsonpath "$.clinic[0]" not exists', '"$.clinic[0]": { exists: false }'],
    ['jsonpath "$.clinic[-1]" not exists', '"$.clinic[-1]": { exists: false }'],
    ['body jsonpath "$.clinic.visit[0].kind" == "routine"', '"$.clinic.visit[0].kind": routine'],
    ['jsonpath "$.clinic.van.fee" == 19.95', '$.clinic.van.fee: 19.95'],
    ['jsonpath "$.clinic.van.fee" == 19.950', '$.clinic.van.fee: 19.950'],
    ['jsonpath "$..visit[?length(@.reason) > 8]" count == 2', '"$..visit[?length(@.reason) > 8]": { length: 2 }'],
    ['jsonpath "$..visit[?count(@.code) == 1]" count == 2', '"$..visit[?count(@.code) == 1]": { length: 2 }'],
    [
      'jsonpath "$..visit[?match(@.reason,\'broken.*\')].reason" == "broken arm"',
      '"$..visit[?match(@.reason,\'broken.*\')].reason": [broken arm]',
    ],
    [
      'jsonpath "$..visit[?match(@.reason,\'broken\')]" not exists',
      '"$..visit[?match(@.reason,\'broken\')]": { exists: false }',
    ],
    [
      'jsonpath "$..visit[?search(@.doctor,\'leo\')].doctor" == "Cleo Mart"',
      '"$..visit[?search(@.doctor,\'leo\')].doctor": [Cleo Mart]',
    ],
    [
      'jsonpath "$..visit[?value(@.paid) == true].reason" == "vaccine"',
      '"$..visit[?value(@.paid) == true].reason": [vaccine]',
    ],
    ['jsonpath "$.clinic.visit[{{at}}].reason" == "broken arm"', '"$.clinic.visit[${at}].reason": broken arm'],
  ],
};
