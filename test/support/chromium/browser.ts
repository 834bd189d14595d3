import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { available } from '../machine.ts';
import { type BrowserEvent, type Connection, connection } from './connection.ts';

/** A Chromium with a profile of its own. */
export interface Browser {
  /** A new tab, at an address when it has loaded. */
  open(url: string): Promise<Tab>;
  clearCookies(): Promise<void>;
  close(): Promise<void>;
}

export interface Tab {
  /** The value of an expression, which may be a promise, in the tab's page. `Value` is what the caller knows of it. */
  evaluate<Value>(expression: string): Promise<Value>;
  /** Loads an address; false where no page came of it, or none within the time. */
  load(url: string, milliseconds?: number): Promise<boolean>;
  send: (method: string, params?: object) => ReturnType<Connection['send']>;
  listen(hear: (event: BrowserEvent) => void): () => void;
  close(): Promise<void>;
}

/** Starts Chromium without a window. Each wait for it has an end: a test's own time limit. */
export async function startBrowser(options: readonly string[], preferences: object = {}): Promise<Browser> {
  const found = available('chromium');
  if (!found.met) throw new Error(found.reason);
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const started = spawn(found.by, [...flags, `--user-data-dir=${profile}`, ...options, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  started.stderr?.on('data', (text) => said.push(String(text)));
  // The third and the fourth were asked for as pipes.
  const [, , , input, output] = started.stdio as unknown as [null, null, Readable, Writable, Readable];
  const connected = connection(input, output);
  const ended = once(started, 'exit').then(() =>
    connected.end(new Error(`The browser has ended: ${said.join('').slice(-2_000)}`)),
  );
  return {
    open: (url) => open(connected, url),
    clearCookies: async () => void (await connected.send('Storage.clearCookies')),
    async close() {
      connected.send('Browser.close').catch(() => {});
      const kill = setTimeout(() => started.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(kill);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const flags = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--remote-debugging-pipe'],
  ...['--disable-component-update', '--disable-sync', '--no-first-run', '--disable-extensions'],
];

async function open(connected: Connection, url: string): Promise<Tab> {
  const { targetId } = await connected.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await connected.send('Target.attachToTarget', { targetId, flatten: true });
  const tab = tabOf(connected, String(targetId), String(sessionId));
  await tab.send('Page.enable');
  await tab.send('Runtime.enable');
  if (!(await tab.load(url))) throw new Error(`The browser could not load ${url}.`);
  return tab;
}

function tabOf(connected: Connection, targetId: string, sessionId: string): Tab {
  const send: Tab['send'] = (method, params) => connected.send(method, params, sessionId);
  const listen: Tab['listen'] = (hear) =>
    connected.listen((event) => {
      if (event.sessionId === sessionId) hear(event);
    });
  return {
    send,
    listen,
    async evaluate(expression) {
      const given = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await send('Runtime.evaluate', given);
      if (exceptionDetails) throw new Error(`The page threw: ${JSON.stringify(exceptionDetails)}`);
      return (result as { readonly value: never }).value;
    },
    async load(url, milliseconds = 10_000) {
      const loaded = heard(listen, 'Page.loadEventFired', milliseconds);
      const { errorText } = await send('Page.navigate', { url });
      return errorText === undefined && (await loaded);
    },
    close: async () => void (await connected.send('Target.closeTarget', { targetId })),
  };
}

/** Whether an event comes within the time. */
function heard(listen: Tab['listen'], method: string, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (came: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(came);
    };
    const timer = setTimeout(() => end(false), milliseconds);
    const stop = listen((event) => {
      if (event.method === method) end(true);
    });
  });
}
