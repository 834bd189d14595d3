import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../../support/requires.ts';
import { type Cloud, type CloudOptions, startCloud } from '../cloud.ts';
import { matchesPattern } from '../iam/pattern.ts';
import { type Difference, differences, type Outcome, outcomeOf } from './compare.ts';
import { startMoto } from './moto.ts';

/** Options of every SDK client of a suite: which world it talks to, and as whom. */
export interface ClientOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly maxAttempts: 1;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** One call through the SDK; the calls of a suite build on one another. */
export interface Call {
  readonly name: string;
  run(): Promise<unknown>;
}

/** A difference that is meant to be: which side follows the documentation, and where that says so. */
export interface KnownDifference {
  /** As the suite names it: `call name › member.member`; `*` stands for any text. */
  readonly at: string;
  readonly because: string;
  readonly documentation: string;
}

export interface ConformanceSuite {
  /** The calls, made anew for each world, so that they may keep ids from one to the next. */
  calls(options: ClientOptions): readonly Call[];
  readonly known: readonly KnownDifference[];
  /** Options of the local cloud, and what must stand there that moto is given by a call. */
  readonly options?: CloudOptions;
  prepare?(cloud: Cloud): void;
  /** The same for moto, through its API. */
  prepareMoto?(options: ClientOptions): Promise<unknown>;
}

/** The account and region of the suites: moto knows only this account. */
export const accountId = '123456789012';
export const region = 'eu-central-1';

/** Makes the same calls to the local cloud and to moto; each difference must be known, and each known one must still occur. */
export function conformance(title: string, suite: ConformanceSuite): void {
  describeWith('moto', `${title}: the local cloud and moto answer alike`, () => {
    let worlds: Worlds;
    let found: readonly Difference[];
    beforeAll(async () => {
      worlds = await startWorlds(suite);
      const local = await outcomes(suite.calls(worlds.local));
      const moto = await outcomes(suite.calls(worlds.moto));
      found = [...local].flatMap(([name, outcome]) => differences(name, outcome, moto.get(name)));
    }, 60_000);
    afterAll(() => worlds.stop());

    test('but for the known differences', () => {
      expect(found.filter(({ at }) => !suite.known.some((known) => covers(known, at)))).toEqual([]);
    });

    test('and each known difference still occurs', () => {
      expect(suite.known.filter((known) => !found.some(({ at }) => covers(known, at)))).toEqual([]);
    });
  });
}

interface Worlds {
  readonly local: ClientOptions;
  readonly moto: ClientOptions;
  stop(): Promise<void>;
}

async function startWorlds({ options, prepare, prepareMoto }: ConformanceSuite): Promise<Worlds> {
  const moto = await startMoto();
  const cloud = await startCloud({ ...options, accounts: [accountId] });
  prepare?.(cloud);
  const common = { region, maxAttempts: 1 as const };
  const credentials = cloud.iam.administrator(accountId);
  const ofMoto = { ...common, endpoint: moto.endpoint, credentials: { accessKeyId: 'any', secretAccessKey: 'any' } };
  await prepareMoto?.(ofMoto);
  return {
    local: { ...common, endpoint: cloud.endpoint, credentials },
    moto: ofMoto,
    async stop() {
      await Promise.all([moto.stop(), cloud.close()]);
    },
  };
}

async function outcomes(calls: readonly Call[]): Promise<ReadonlyMap<string, Outcome>> {
  const made = new Map<string, Outcome>();
  for (const { name, run } of calls) made.set(name, await outcomeOf(run));
  return made;
}

function covers({ at }: KnownDifference, place: string): boolean {
  return matchesPattern(at, place);
}
