import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createApp } from '../../../../examples/clinic/backend/src/app.ts';
import type { User } from '../../../../examples/clinic/backend/src/auth/user.ts';
import { type Config, parseConfig } from '../../../../examples/clinic/backend/src/config.ts';
import type { Database } from '../../../../examples/clinic/backend/src/database/database.ts';
import { openDatabase } from '../../../../examples/clinic/backend/src/database/open-database.ts';
import { diskUploads } from '../../../../examples/clinic/backend/src/files/disk-uploads.ts';
import { serve } from '../../../../examples/clinic/backend/src/http/node-server.ts';
import type {
  CertificateRequest,
  HistoryEntry,
  Person,
} from '../../../../examples/clinic/backend/src/requests/request.ts';
import { applyMigrations, applySeeds } from '../../../../examples/clinic/database/apply-sql.ts';
import type { DatabaseServer } from '../../../support/database.ts';

export const siteOrigin = 'http://site.clinic.test:5173';
export const demoPassword = 'clinic-demo-2026';

/** The clinic's API over HTTP, on a seeded database of its own. */
export interface TestClinic {
  readonly database: Database;
  readonly config: Config;
  readonly url: string;
  /** The errors that were no answers: empty, unless a test provokes one. */
  readonly errors: readonly unknown[];
  /** Moves the clinic's clock. */
  advance(seconds: number): void;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

/** Starts the clinic on a database of its own in this server. */
export async function startClinic(
  server: DatabaseServer,
  env: Readonly<Record<string, string>> = {},
): Promise<TestClinic> {
  const databaseUrl = server.url('clinic');
  await server.createDatabase('clinic');
  const config = parseConfig({
    DATABASE_URL: databaseUrl,
    SITE_ORIGIN: siteOrigin,
    APP_COMMIT: 'abc123',
    UPLOAD_LIMIT_BYTES: '20000',
    ...env,
  });
  const database = openDatabase(databaseUrl);
  await applyMigrations(databaseUrl, sqlFolder(database.engine, 'migrations'));
  await applySeeds(databaseUrl, sqlFolder(database.engine, 'seeds'));
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
  const url = `http://127.0.0.1:${running.port}`;
  return {
    database,
    config,
    url,
    errors,
    advance: (seconds) => {
      skippedMs += seconds * 1000;
    },
    fetch: (path, init) => fetch(url + path, init),
    stop: async () => {
      await running.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of the example's SQL for an engine. */
export const sqlFolder = (engine: Database['engine'], kind: 'migrations' | 'seeds'): string =>
  resolve(import.meta.dirname, '../../../../examples/clinic/database', engine, kind);

/** What the tests look at in the API's JSON answers. */
export interface AnswerBody {
  readonly id: number;
  readonly user: User;
  readonly name: string;
  readonly reference: string;
  readonly state: string;
  readonly manager: Person;
  readonly history: readonly HistoryEntry[];
  readonly requests: readonly CertificateRequest[];
  readonly next: number | null;
  readonly states: readonly { readonly state: string; readonly requests: number }[];
  readonly physicians: readonly { readonly name: string; readonly waiting: number }[];
  readonly error: { readonly code: string; readonly message: string };
}

/** An answer, and its body where that is JSON: only the parts that the answer has are there. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AnswerBody;
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
    return { status: answer.status, headers: answer.headers, body: (json ? JSON.parse(text) : {}) as AnswerBody };
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
