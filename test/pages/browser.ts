import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { available } from '../support/machine.ts';

/** What a page holds after its scripts have run, as HTML. */
export function domOf(page: string, budgetMilliseconds = 5_000): string {
  return inBrowser(page, ['--dump-dom', `--virtual-time-budget=${budgetMilliseconds}`]);
}

/** Writes a picture of a page. */
export function screenshot(page: string, path: string, options: readonly string[]): void {
  inBrowser(page, [`--screenshot=${path}`, '--hide-scrollbars', '--virtual-time-budget=5000', ...options]);
}

function inBrowser(page: string, options: readonly string[]): string {
  const found = available('chromium');
  if (!found.met) throw new Error(found.reason);
  const folder = mkdtempSync(join(tmpdir(), 'pages-'));
  try {
    const file = join(folder, 'page.html');
    writeFileSync(file, page);
    const { status, stdout, stderr } = spawnSync(found.by, [...flags, `--user-data-dir=${folder}`, ...options, file], {
      encoding: 'utf8',
      timeout: 120_000,
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status !== 0) throw new Error(`The browser ended with ${status}: ${stderr.slice(-2_000)}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const flags = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];
