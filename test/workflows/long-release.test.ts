import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWith } from '../support/requires.ts';
import { conclusions, failures } from './results.ts';
import { type Shop, startShop } from './shop.ts';

const sessionSeconds = 8;

/** A session of the test is some seconds long: what an hour is to a release that takes longer. */
describeWith('postgres', 'a release that outlives the credentials of its job', () => {
  let shop: Shop;
  let asked = 0;
  /** A part of the app that only the smoke test asks: it stays closed until the first session is over. */
  const gate = createServer((_, response) => {
    asked += 1;
    response.statusCode = 503;
    setTimeout(() => response.end(), 1.5 * sessionSeconds * 1000).unref();
  });
  beforeAll(async () => {
    gate.listen(0, '127.0.0.1');
    shop = await startShop();
  }, 300_000);
  afterAll(async () => {
    gate.close();
    gate.closeAllConnections();
    await shop?.close();
  });

  test('puts back what served before, with credentials that it has renewed', async () => {
    const before = shop.commit({ 'release.txt': 'works\n' });
    expect(failures(await shop.run('dev.yml'))).toEqual([]);
    const served = await shop.serving('dev');
    const { port } = gate.address() as AddressInfo;
    const suite = readFileSync(join(shop.folder, 'smoke.yml'), 'utf8');
    shop.commit({
      'release.txt': 'works later\n',
      'smoke.yml': `${suite}  - name: the gate is open\n    get: http://127.0.0.1:${port}/\n    expect: { status: 200 }\n`,
    });
    shop.cloud.iam.shortenSessions(sessionSeconds);
    shop.cloud.requests.clear();
    const run = await shop.run('dev.yml');
    shop.cloud.iam.shortenSessions(3600);
    expect(conclusions(run)).toMatchObject({ 'dev / Release': 'failure', 'dev / Record': 'success' });
    expect(asked).toBeGreaterThan(0);
    expect(await shop.serving('dev')).toEqual(served);
    expect(served.siteCommit).toBe(before);
    const refused = shop.cloud.requests.all({}).filter(({ errorCode }) => /ExpiredToken/.test(errorCode ?? ''));
    expect(refused).toEqual([]);
    expect(shop.cloud.requests.all({ operation: 'AssumeRoleWithWebIdentity' }).length).toBeGreaterThan(3);
  }, 300_000);
});
