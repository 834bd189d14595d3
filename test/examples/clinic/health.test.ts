import { expect, test } from '@jest/globals';
import { createApp } from '../../../examples/clinic/backend/src/app.ts';
import { parseConfig } from '../../../examples/clinic/backend/src/config.ts';
import { openDatabase } from '../../../examples/clinic/backend/src/database/open-database.ts';
import { diskUploads } from '../../../examples/clinic/backend/src/files/disk-uploads.ts';

// Port 1 of loopback: nobody listens there.
test.each([
  'postgres',
  'mysql',
])('without its database (%s), the clinic says so, and nothing of the address', async (engine) => {
  const config = parseConfig({
    DATABASE_URL: `${engine}://clinic:topsecret@127.0.0.1:1/clinic`,
    SITE_ORIGIN: 'https://app.test',
  });
  const database = openDatabase(config.databaseUrl);
  const errors: unknown[] = [];
  const app = createApp({
    config,
    database,
    uploads: diskUploads('/nowhere'),
    now: () => new Date(),
    onError: (error) => errors.push(error),
  });
  const health = await app(new Request('http://api.test/health'));
  expect([health.status, await health.json()]).toEqual([503, { ok: false }]);
  const list = await app(
    new Request('http://api.test/requests', { headers: { cookie: 'sid=x', origin: 'https://app.test' } }),
  );
  expect([list.status, list.headers.get('access-control-allow-origin')]).toEqual([500, 'https://app.test']);
  expect(await list.text()).not.toMatch(/topsecret|127\.0\.0\.1/);
  expect(errors).toHaveLength(1);
  await database.close();
});
