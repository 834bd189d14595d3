import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { parseDatabaseUrl } from '../backend/src/database/database-url.ts';
import { applyMigrations, applySeeds } from '../database/apply-sql.ts';
import { startLocalPostgres } from './local-postgres.ts';

const clinic = resolve(import.meta.dirname, '..');
const apiPort = process.env.API_PORT ?? '8080';
const sitePort = process.env.SITE_PORT ?? '5173';
const apiUrl = `http://localhost:${apiPort}`;
const siteUrl = `http://localhost:${sitePort}`;

/** Starts a database (or uses DATABASE_URL), the API and the site's development server, until Ctrl-C. */
async function main(): Promise<void> {
  const postgres = process.env.DATABASE_URL ? undefined : await startLocalPostgres(join(clinic, '.local/postgres'));
  const databaseUrl = postgres?.url ?? process.env.DATABASE_URL ?? '';
  try {
    await prepare(databaseUrl);
    await serveUntilStopped(databaseUrl);
  } finally {
    await postgres?.stop();
  }
}

async function prepare(databaseUrl: string): Promise<void> {
  const { engine } = parseDatabaseUrl(databaseUrl);
  const applied = await applyMigrations(databaseUrl, join(clinic, 'database', engine, 'migrations'));
  await applySeeds(databaseUrl, join(clinic, 'database', engine, 'seeds'));
  console.log(`database  ${engine}, ${applied.length} migrations applied`);
}

/** Resolves when the processes have ended, which they do together. */
async function serveUntilStopped(databaseUrl: string): Promise<void> {
  const start = (folder: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess =>
    spawn(process.execPath, args, {
      cwd: join(clinic, folder),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const children = [
    start('backend', ['src/main.ts'], {
      DATABASE_URL: databaseUrl,
      SITE_ORIGIN: siteUrl,
      APP_ENV: 'dev',
      APP_COMMIT: 'local',
      PORT: apiPort,
      UPLOADS: `disk:${join(clinic, '.local/uploads')}`,
    }),
    start('frontend', ['node_modules/vite/bin/vite.js', '--host=127.0.0.1', `--port=${sitePort}`, '--strictPort'], {
      API_URL: apiUrl,
      DEMO_HINT: 'Demo: admin, operator, manager or physician @clinic.test, with the password clinic-demo-2026.',
    }),
  ];
  let asked = false;
  const stop = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      asked = true;
      stop();
    });
  }
  console.log(`API       ${apiUrl}/health\nsite      ${siteUrl}\nstop      Ctrl-C`);
  const ended = children.map((child) => once(child, 'exit'));
  await Promise.race(ended);
  stop();
  await Promise.all(ended);
  if (!asked) throw new Error('The API or the site stopped by itself; its message is above.');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
