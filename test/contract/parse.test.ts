import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  choice,
  defineContract,
  flag,
  type GivenInput,
  integer,
  lines,
  pairs,
  parseInputs,
  text,
} from '../../src/contract/index.ts';
import { UserError } from '../../src/errors.ts';

const contract = defineContract({
  name: 'try-it',
  title: 'Try it',
  description: 'An action for these tests.',
  inputs: {
    bucket: text({ description: 'A text that must be there.', required: true }),
    'keep-days': integer({ min: 0, max: 30 }, { description: 'A number.', default: '14' }),
    'on-busy': choice(['wait', 'fail'], { description: 'A choice.', default: 'wait' }),
    lock: flag({ description: 'A flag.', default: 'true' }),
    'image-tag': text({ description: 'A text that may be left out.' }),
    exclude: lines({ description: 'A list.' }),
    env: pairs({ description: 'Pairs.' }),
  },
  outputs: {},
});

describe('parseInputs', () => {
  test('names become properties, defaults are applied, and what is left out stays undefined', () => {
    expect(parseInputs(contract, given({ bucket: 'site', 'keep-days': '3' }))).toEqual({
      ...{ bucket: 'site', keepDays: 3, onBusy: 'wait', lock: true, imageTag: undefined, exclude: [], env: [] },
      ...{ awsRegion: undefined, expectedAccountId: undefined, config: undefined, environment: undefined },
      ...{ dryRun: false, expectedPlan: undefined, timeoutMinutes: 30 },
    });
  });

  test('all bad inputs come in one message: name, origin, what was given, why not, and what it accepts', () => {
    const message = messageOf({
      'keep-days': { text: '31', origin: 'webapp.yml:7' },
      'on-busy': { text: 'later', origin: 'with' },
      lock: { text: 'yes', origin: 'with' },
      exclude: { text: 'a', origin: 'with' },
      env: { text: 'A=1\nB', origin: 'webapp.yml:9' },
      'expected-account-id': { text: '123', origin: 'webapp.yml:3' },
      'timeout-minutes': { text: 'soon', origin: 'with' },
    });
    expect(message.split('\n')).toEqual([
      '7 inputs are not usable for try-it:',
      '  - bucket: is required, but was not given under with:, nor in the section try-it of the config file; it accepts a text.',
      '  - keep-days (webapp.yml:7): got "31", but it is out of range; it accepts a whole number from 0 to 30.',
      '  - on-busy (with): got "later", but it is none of them; it accepts wait or fail.',
      '  - lock (with): got "yes", but it is neither; it accepts true or false.',
      '  - env (webapp.yml:9): got 2 lines, but line 2: it has no NAME= in front; it accepts NAME=value lines.',
      '  - expected-account-id (webapp.yml:3): got "123", but it is not 12 digits (quote it in YAML); it accepts a 12-digit AWS account id.',
      '  - timeout-minutes (with): got "soon", but it is not a whole number; it accepts a whole number from 1 to 360.',
      ' Nothing was changed. The inputs are described in actions/try-it/README.md.',
    ]);
  });

  test('a single bad input reads as one', () => {
    expect(messageOf({ bucket: { text: 'b', origin: 'with' }, lock: { text: '1', origin: 'with' } })).toMatch(
      /^One input is not usable for try-it:\n {2}- lock /,
    );
  });

  test('a long value is cut, a long list only counted', () => {
    expect(messageOf({ lock: { text: 'x'.repeat(100), origin: 'with' } })).toContain(`got "${'x'.repeat(60)}…", but`);
    expect(messageOf({ lock: { text: 'x\ny\nz', origin: 'with' } })).toContain('got 3 lines, but');
  });

  test('what stands behind a NAME= is never shown, nor a line that has none, whatever is wrong with it', () => {
    const secret = fc.stringMatching(/^[a-z0-9]{12,20}$/);
    const wrong = fc.constantFrom('', '=', ' = ', 'TWO WORDS=', 'MY-KEY = a\nMY-KEY=', 'MY-KEY=1\nTWO WORDS=');
    fc.assert(
      fc.property(secret, wrong, (password, front) => {
        expect(messageOf({ env: { text: `${front}${password}`, origin: 'with' } })).not.toContain(password);
      }),
    );
  });

  test('a default that does not parse is a bug of the contract, not a mistake of its user', () => {
    const broken = {
      ...contract,
      inputs: { days: integer({ min: 1, max: 2 }, { description: 'A number.', default: '3' }) },
    };
    expect(() => parseInputs(broken, new Map())).toThrow('The default of days does not parse: it is out of range');
    expect(() => parseInputs(broken, new Map())).not.toThrow(UserError);
  });
});

function given(texts: Readonly<Record<string, string>>): ReadonlyMap<string, GivenInput> {
  return new Map(Object.entries(texts).map(([name, value]) => [name, { text: value, origin: 'with' }]));
}

/** The message of the UserError for these inputs; fails when they are taken. */
function messageOf(inputs: Readonly<Record<string, GivenInput>>): string {
  try {
    parseInputs(contract, new Map(Object.entries(inputs)));
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('The inputs were taken.');
}
