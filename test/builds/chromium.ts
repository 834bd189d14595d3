import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { available } from '../support/machine.ts';
import { type Connection, connect } from './devtools.ts';
import { openTab, type Tab } from './tab.ts';

/** A headless Chromium. */
export interface Chromium {
  /** A window of its own: no cookies, caches and service workers of others. */
  visitor(): Promise<Visitor>;
  close(): Promise<void>;
}

export interface Visitor {
  tab(): Promise<Tab>;
}

export async function startChromium(): Promise<Chromium> {
  const found = available('chromium');
  if (!found.met) throw new Error(found.reason);
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  const child = spawn(found.by, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const connection = await connect(await addressOf(child));
  return {
    visitor: () => newVisitor(connection),
    async close() {
      const ended = new Promise((resolve) => child.once('close', resolve));
      await connection.send('Browser.close').catch(() => child.kill('SIGKILL'));
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(timer);
      connection.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const flags = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  ...['--disable-sync', '--no-first-run', '--remote-debugging-port=0'],
];

const startMilliseconds = 30_000;

/** The address that Chromium tells when it listens. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Chromium did not listen in time.')), startMilliseconds);
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`Chromium ended with ${code} before it listened.`)));
    if (child.stderr)
      createInterface({ input: child.stderr }).on('line', (line) => {
        const [, address] = /^DevTools listening on (ws:\S+)/.exec(line) ?? [];
        if (address === undefined) return;
        clearTimeout(timer);
        resolve(address);
      });
  });
}

async function newVisitor(connection: Connection): Promise<Visitor> {
  const { browserContextId } = await connection.send('Target.createBrowserContext', { disposeOnDetach: true });
  return { tab: () => openTab(connection, String(browserContextId)) };
}
