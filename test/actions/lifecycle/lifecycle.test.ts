import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defineContract, parseInputs, text } from '../../../src/contract/index.ts';
import { UserError } from '../../../src/errors.ts';
import { defineAction } from '../../../src/lifecycle/action.ts';
import type { Context } from '../../../src/lifecycle/context.ts';
import { fingerprintOf } from '../../../src/lifecycle/fingerprint.ts';
import type { PortMakers } from '../../../src/lifecycle/ports.ts';
import { runAction } from '../../../src/lifecycle/run-action.ts';

const contract = defineContract({
  name: 'paint',
  title: 'Paint',
  description: 'An action for these tests: it wants one colour.',
  inputs: { colour: text({ description: 'The colour.', required: true }) },
  outputs: { colour: 'The colour now.' },
});

interface Wall {
  colour: string;
  readonly happened: string[];
}

/** Paints a wall that is given as the port of S3's reader and writer; `apply` may end badly in two ways. */
function painter(wall: Wall, mishap?: 'throws' | 'concludes') {
  return defineAction({
    contract,
    needs: ['s3'],
    async observe(_, readers) {
      wall.happened.push(`observe ${Object.keys(readers)}`);
      return wall.colour;
    },
    plan({ colour }, observed: string) {
      wall.happened.push('plan');
      const changes = colour === observed ? [] : [{ kind: 'paint', resource: 'wall', colour } as const];
      return { action: 'paint', target: 'wall', changes };
    },
    async apply({ inputs }, writers) {
      wall.happened.push(`apply ${Object.keys(writers)}`);
      if (mishap === 'throws') throw new Error('The brush broke.');
      if (mishap === 'concludes') return new UserError({ what: 'The paint ran out.' });
      wall.colour = inputs.colour;
      return undefined;
    },
    report: (_, outcome: UserError | undefined) => ({
      outputs: { colour: wall.colour },
      report: { title: 'Paint', status: outcome ? 'failed' : 'succeeded', result: '', facts: [], sections: [] },
      failure: outcome,
    }),
  });
}

function run(
  wall: Wall,
  inputs: Readonly<Record<string, string>>,
  mishap?: 'throws' | 'concludes',
  signal?: AbortSignal,
) {
  const given = new Map(Object.entries(inputs).map(([name, value]) => [name, { text: value, origin: 'with' }]));
  const port = async () => ({ reader: {}, writer: {} });
  const context = {
    signal: signal ?? new AbortController().signal,
    log: { group: (title: string, body: () => Promise<unknown>) => (wall.happened.push(title), body()) },
  } as unknown as Context;
  const ports = { s3: port } as unknown as PortMakers;
  return runAction(painter(wall, mishap), parseInputs(contract, given), ports, context);
}

const white = (): Wall => ({ colour: 'white', happened: [] });

describe('runAction', () => {
  test('observes, plans, applies, reports', async () => {
    const wall = white();
    const { outputs, failure } = await run(wall, { colour: 'red' });
    expect(wall.happened).toEqual(['Observe', 'observe s3', 'plan', 'Apply', 'apply s3']);
    expect(failure).toBeUndefined();
    expect(outputs).toEqual({
      ...{ changed: true, colour: 'red', fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) },
      plan: '{"action":"paint","changes":[{"colour":"red","kind":"paint","resource":"wall"}],"target":"wall"}',
    });
  });

  test('a dry run ends before applying, with the plan', async () => {
    const wall = white();
    const { outputs } = await run(wall, { colour: 'red', 'dry-run': 'true' });
    expect(wall).toEqual({ colour: 'white', happened: ['Observe', 'observe s3', 'plan'] });
    expect(outputs).toMatchObject({ changed: true, colour: 'white', plan: expect.stringContaining('"red"') });
  });

  test('no changes is no change', async () => {
    const { outputs } = await run(white(), { colour: 'white' });
    expect(outputs).toMatchObject({ changed: false, plan: '{"action":"paint","changes":[],"target":"wall"}' });
  });

  test('a failure that the action concludes with comes with all outputs', async () => {
    const { outputs, failure } = await run(white(), { colour: 'red' }, 'concludes');
    expect(failure?.message).toBe('The paint ran out.');
    expect(outputs).toMatchObject({ colour: 'white', changed: true, fingerprint: expect.any(String) });
  });

  test('what is thrown is not hidden', async () => {
    await expect(run(white(), { colour: 'red' }, 'throws')).rejects.toThrow('The brush broke.');
  });

  test('what breaks because the job was cancelled ends with that reason', async () => {
    const cancelled = new UserError({ what: 'The job was cancelled.' });
    await expect(run(white(), { colour: 'red' }, 'throws', AbortSignal.abort(cancelled))).rejects.toBe(cancelled);
  });
});

describe('expected-plan', () => {
  test('the plan that was shown is applied', async () => {
    const { outputs } = await run(white(), { colour: 'red', 'dry-run': 'true' });
    const wall = white();
    await run(wall, { colour: 'red', 'expected-plan': String(outputs['fingerprint']) });
    expect(wall.colour).toBe('red');
  });

  test('any other plan is refused before it is applied, and told', async () => {
    const { outputs } = await run(white(), { colour: 'red', 'dry-run': 'true' });
    const approved = { 'expected-plan': String(outputs['fingerprint']) };
    const wall = white();
    const repainted: Wall = { colour: 'red', happened: [] };
    const moved = await run(wall, { colour: 'blue', ...approved });
    expect(moved.failure).toBeInstanceOf(UserError);
    expect(moved.failure?.message).toContain('The plan now: paint wall.');
    expect(moved).toMatchObject({ outputs: { changed: false }, report: { status: 'failed' } });
    const { failure } = await run(repainted, { colour: 'red', ...approved });
    expect(failure?.message).toContain('The plan now: no changes.');
    expect([wall.colour, repainted.colour]).toEqual(['white', 'red']);
    expect([...wall.happened, ...repainted.happened]).not.toContain('Apply');
  });
});

describe('the fingerprint', () => {
  const change = fc.record({ kind: fc.string(), resource: fc.string(), bytes: fc.nat() });
  const plan = fc.record({ action: fc.string(), target: fc.string(), changes: fc.array(change, { maxLength: 4 }) });

  test('is the same for the same plan, in whatever order it was put together', () => {
    fc.assert(
      fc.property(plan, ({ action, target, changes }) => {
        const other = changes.map(({ kind, resource, bytes }) => ({ bytes, resource, kind }));
        expect(fingerprintOf({ changes: other, target, action })).toBe(fingerprintOf({ action, target, changes }));
      }),
    );
  });

  test('differs for plans that differ in anything, the order of changes too', () => {
    fc.assert(
      fc.property(plan, plan, (a, b) => {
        const equal = JSON.stringify(a) === JSON.stringify(b);
        expect(fingerprintOf(a) === fingerprintOf(b)).toBe(equal);
      }),
    );
    const [one, two] = [{ kind: 'put', resource: 'a' } as const, { kind: 'put', resource: 'b' } as const];
    const planOf = (changes: readonly (typeof one | typeof two)[]) =>
      fingerprintOf({ action: 'x', target: 'y', changes });
    expect(planOf([one, two])).not.toBe(planOf([two, one]));
  });
});
