import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../../../examples/clinic/backend/src/app.ts';
import { type Config, parseConfig } from '../../../../examples/clinic/backend/src/config.ts';
import type { Database } from '../../../../examples/clinic/backend/src/database/database.ts';
import { openDatabase } from '../../../../examples/clinic/backend/src/database/open-database.ts';
import { diskUploads } from '../../../../examples/clinic/backend/src/files/disk-uploads.ts';
import { serve } from '../../../../examples/clinic/backend/src/http/node-server.ts';
import { applyMigrations, applySeeds } from '../../../../examples/clinic/database/apply-sql.ts';
import { sqlFolder, type TestDatabase } from './databases.ts';

export const siteOrigin = 'http://site.clinic.test:5173';
export const demoPassword = 'clinic-demo-2026';

/** The clinic's API over HTTP, on a seeded database of its own. */
export interface TestClinic {
  readonly database: Database;
  readonly config: Config;
  /** The errors that were no answers: empty, unless a test provokes one. */
  readonly errors: readonly unknown[];
  /** Moves the clinic's clock. */
  advance(seconds: number): void;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

export async function startClinic(
  server: TestDatabase,
  env: Readonly<Record<string, string>> = {},
): Promise<TestClinic> {
  const config = parseConfig({
    DATABASE_URL: server.url,
    SITE_ORIGIN: siteOrigin,
    APP_COMMIT: 'abc123',
    UPLOAD_LIMIT_BYTES: '20000',
    ...env,
  });
  const database = openDatabase(server.url);
  await applyMigrations(server.url, sqlFolder(database.engine, 'migrations'));
  await applySeeds(server.url, sqlFolder(database.engine, 'seeds'));
  const folder = await mkdtemp(join(tmpdir(), 'clinic-uploads-'));
  const errors: unknown[] = [];
  let skippedMs = 0;
  const app = createApp({
    config,
    database,
    uploads: diskUploads(folder),
    now: () => new Date(Date.now() + skippedMs),
    onError: (error) => errors.push(error),
  });
  const running = await serve(app, { host: '127.0.0.1', port: 0 });
  return {
    database,
    config,
    errors,
    advance: (seconds) => {
      skippedMs += seconds * 1000;
    },
    fetch: (path, init) => fetch(`http://127.0.0.1:${running.port}${path}`, init),
    stop: async () => {
      await running.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** An answer whose body was read as JSON, when it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back
  readonly body: any;
}

/** One user's browser: it keeps the session cookie and names the site's origin, as a page's fetch does. */
export interface Browser {
  get(path: string): Promise<Answer>;
  post(path: string, body: object): Promise<Answer>;
  upload(path: string, file: File): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** A request as it stands, with the session cookie. */
  raw(path: string, init?: RequestInit): Promise<Response>;
}

/** Signs in as a user of the demo seeds. */
export async function signIn(clinic: TestClinic, who: string, password = demoPassword): Promise<Browser> {
  const response = await clinic.fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: siteOrigin },
    body: JSON.stringify({ email: `${who}@clinic.test`, password }),
  });
  if (response.status !== 200) throw new Error(`sign-in of ${who}: ${response.status} ${await response.text()}`);
  const cookie = (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  const raw: Browser['raw'] = (path, init = {}) =>
    clinic.fetch(path, {
      ...init,
      headers: { cookie, origin: siteOrigin, ...(init.headers as Record<string, string>) },
    });
  const read = async (path: string, init?: RequestInit): Promise<Answer> => {
    const answer = await raw(path, init);
    const text = await answer.text();
    const json = answer.headers.get('content-type')?.startsWith('application/json');
    return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(text) : text };
  };
  return {
    raw,
    get: (path) => read(path),
    post: (path, body) =>
      read(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    upload: (path, file) => {
      const body = new FormData();
      body.append('file', file);
      return read(path, { method: 'POST', body });
    },
    delete: (path) => read(path, { method: 'DELETE' }),
  };
}
