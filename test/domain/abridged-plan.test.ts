import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { abridged } from '../../src/domain/abridged-plan.ts';
import type { Plan } from '../../src/domain/plan.ts';

const puts = Array.from({ length: 900 }, (_, index) => ({ kind: 'put', resource: `s3://site/${index}.js` }));
const deletes = Array.from({ length: 12 }, (_, index) => ({
  ...{ kind: 'delete', resource: `s3://site/old-${index}.js`, irreversible: 'the object is gone' },
}));
const plan: Plan = { action: 'sync-spa-s3', target: 's3://site/', changes: [...puts, ...deletes] };

test('keeps the order, and counts what it leaves out', () => {
  const { changes, omitted, fingerprint } = abridged(plan, 'f'.repeat(64), 10_000);
  expect(changes.map(({ resource }) => resource)).toEqual(
    [...puts.slice(0, 50), ...deletes].map(({ resource }) => resource),
  );
  expect(omitted).toEqual([{ kind: 'put', count: 850 }]);
  expect(fingerprint).toBe('f'.repeat(64));
});

test('what cannot be undone comes before all else', () => {
  const room = JSON.stringify(deletes[0]).length * 4;
  const { changes, omitted } = abridged(plan, '', room);
  expect(changes.map(({ kind }) => kind)).toEqual(['delete', 'delete', 'delete', 'delete']);
  expect(omitted).toEqual([
    { kind: 'delete', irreversible: 'the object is gone', count: 8 },
    { kind: 'put', count: 900 },
  ]);
});

test("the chain's changes are counted by their stage", () => {
  const staged = { ...plan, changes: puts.map((put, index) => ({ ...put, stage: index < 100 ? 'site' : 'edge' })) };
  expect(abridged(staged, '', 100_000).omitted).toEqual([
    { kind: 'put', stage: 'site', count: 50 },
    { kind: 'put', stage: 'edge', count: 750 },
  ]);
});

test('no change is lost, and none is too long', () => {
  const change = fc.record({
    kind: fc.constantFrom('put', 'delete'),
    resource: fc.string(),
    irreversible: fc.constantFrom('it is gone', 'it stays'),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 200 }), fc.nat({ max: 3_000 }), (changes, maxCharacters) => {
      const short = abridged({ action: 'a', target: 't', changes }, '', maxCharacters);
      const left = short.omitted.reduce((total, { count }) => total + count, 0);
      expect(short.changes.length + left).toBe(changes.length);
      expect(short.changes.reduce((total, kept) => total + JSON.stringify(kept).length, 0)).toBeLessThanOrEqual(
        maxCharacters,
      );
      expect(changes.filter((one) => short.changes.includes(one))).toEqual(short.changes);
    }),
  );
});
