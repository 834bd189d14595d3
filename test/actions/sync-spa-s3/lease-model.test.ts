import { setImmediate as microtasks } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { claimSite } from '../../../src/actions/sync-spa-s3/claim.ts';
import { isOfOther, isOver, leaseMilliseconds } from '../../../src/actions/sync-spa-s3/lease.ts';
import { emptyManifest, type Manifest } from '../../../src/actions/sync-spa-s3/manifest.ts';
import { parseManifest } from '../../../src/actions/sync-spa-s3/parse-manifest.ts';
import { watch } from '../../../src/actions/sync-spa-s3/watch.ts';
import type { S3Writer, StoredTimes } from '../../../src/aws/s3.ts';
import { seededRandom } from '../../support/seeded-random.ts';

/**
 * Runs that deploy to one site, on virtual time: their clocks are minutes off, they die and hang anywhere, requests take up to as
 * long as the adapter lets them. Never do two of them write, and whoever lives comes to an end.
 */
const schedules = process.env['ORACLES'] === 'all' ? 3_000 : 150;
const longestWrite = 210_000;

/** Time that passes when everybody waits. */
function virtualTime() {
  const waiting: { readonly at: number; wake(): void }[] = [];
  let now = 1_000_000_000_000;
  return {
    now: () => now,
    sleep: (milliseconds: number) =>
      new Promise<void>((wake) => void waiting.push({ at: now + Math.max(0, milliseconds), wake })),
    /** The answer is how long it took until nobody waited any more. */
    async run(): Promise<number> {
      const begun = now;
      for (;;) {
        await microtasks();
        waiting.sort((a, b) => a.at - b.at);
        const next = waiting.shift();
        if (!next) return now - begun;
        now = next.at;
        next.wake();
      }
    },
  };
}

type Time = ReturnType<typeof virtualTime>;

/** One object behind a slow network, with S3's clock; `tells` is whether its answers have times. */
function slowObject(time: Time, random: () => number, tells: boolean) {
  let stored: { readonly text: string; readonly etag: string; readonly written: number } | undefined;
  let writes = 0;
  const second = (at: number) => (tells ? Math.floor(at / 1_000) * 1_000 : undefined);
  const underWay = () => time.sleep(random() < 0.02 ? random() * 90_000 : random() * 200);
  const there = async <T>(act: () => T): Promise<T> => {
    await underWay();
    const result = act();
    await underWay();
    return result;
  };
  return {
    read: () =>
      there(() => {
        const times: StoredTimes = { written: stored && second(stored.written), answered: second(time.now()) };
        return stored && { ...stored, times };
      }),
    look: (_: string, etag: string) =>
      there(() =>
        stored?.etag === etag
          ? ({ changed: false, answered: second(time.now()) } as const)
          : ({ changed: true } as const),
      ),
    put: (text: string, expected: string | undefined) =>
      there(() => {
        if (stored?.etag !== expected) return 'conflict' as const;
        stored = { text, etag: String(++writes), written: time.now() };
        return stored.etag;
      }),
  };
}

interface Written {
  readonly claim: string;
  readonly from: number;
  readonly to: number;
}

test('of runs with wrong clocks that die, hang and renew, never two write, and the living come to an end', async () => {
  for (let seed = 1; seed <= schedules; seed++) {
    const random = seededRandom(seed);
    const time = virtualTime();
    const object = slowObject(time, random, random() < 0.7);
    const written: Written[] = [];
    const ends: string[] = [];
    const count = 2 + Math.floor(random() * 2);
    for (let id = 1; id <= count; id++) {
      const skew = (random() - 0.5) * 3_600_000;
      const clock = {
        now: () => new Date(time.now() + skew),
        sleep: (milliseconds: number) => time.sleep(milliseconds),
      };
      const dies = random() < 0.4 ? Math.floor(random() * 8) : -1;
      void deploy(`${id}-1`, clock, dies).then(
        (end) => ends.push(end),
        (error: unknown) => ends.push(String(error)),
      );
    }
    const took = await time.run();
    expect([seed, ends.length]).toEqual([seed, count]);
    for (const end of ends)
      expect([seed, end]).toEqual([seed, expect.stringMatching(/^done|^died|another deployment/)]);
    expect(took).toBeLessThan(count * 10 * leaseMilliseconds);
    expect([seed, together(written)]).toEqual([seed, []]);

    async function deploy(
      run: string,
      clock: { now(): Date; sleep(milliseconds: number): Promise<void> },
      dies: number,
    ) {
      const context = {
        ...{ clock, signal: new AbortController().signal },
        log: { info() {}, warning() {} },
      } as unknown as Parameters<typeof watch>[2];
      const s3 = {
        bucket: () => ({
          put: (_: string, bytes: Uint8Array, __: unknown, condition: { readonly ifEtag?: string }) =>
            object.put(Buffer.from(bytes).toString(), condition.ifEtag),
          credentialSeconds: async () => Number.POSITIVE_INFINITY,
        }),
      } as unknown as S3Writer;
      await time.sleep(random() * 400_000);
      for (let dead: string | undefined; ; ) {
        const found = await object.read();
        const manifest: Manifest = found ? parseManifest(found.text, 'the record') : emptyManifest;
        if (found && isOfOther(manifest, run) && found.etag !== dead && !isOver(found.times, 0)) {
          const end = await watch({ key: '', url: '', ...found }, object, context);
          dead = end === 'dead' ? found.etag : undefined;
          continue;
        }
        const intent = { ...manifest, objects: Object.assign([], { size: 0 }) };
        const request = { place: { bucket: 'b', key: 'k' }, observedEtag: found?.etag, intent, lock: true };
        const owner = { url: '', run, token: '' };
        const claim = await claimSite({ ...request, owner }, s3, context);
        if (claim === 'conflict') continue;
        const name = `${run} at ${time.now()}`;
        for (let step = 0; step < 8; step++) {
          if (step === dies) return `died ${run}`;
          // A hang, or a stop of the whole machine, between two writes.
          if (random() < 0.1) await time.sleep(random() * 1_200_000);
          await claim.keepAlive();
          const from = time.now();
          await time.sleep(random() < 0.1 ? random() * longestWrite : random() * 30_000);
          written.push({ claim: name, from, to: time.now() });
        }
        await claim.write(intent, 'let go', context.signal);
        return `done ${run}`;
      }
    }
  }
}, 60_000);

/** Claims that wrote while another one had begun to. */
function together(written: readonly Written[]): readonly string[] {
  const spans = new Map<string, { from: number; to: number }>();
  for (const { claim, from, to } of written) {
    const span = spans.get(claim) ?? { from, to };
    spans.set(claim, { from: Math.min(span.from, from), to: Math.max(span.to, to) });
  }
  const sorted = [...spans].toSorted(([, a], [, b]) => a.from - b.from);
  return sorted.flatMap(([claim, { from }], index) => {
    const before = sorted[index - 1];
    return before && before[1].to > from ? [`${before[0]} and ${claim}`] : [];
  });
}
