import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { smoke } from '../actions/smoke-test/support/smoke.ts';
import { describeWith, isRequired } from '../support/requires.ts';
import { type BuiltSite, builtSite, NotInstalled } from './built-site.ts';
import { type Chromium, startChromium } from './chromium.ts';
import { type DeployedSite, startDeployedSite } from './deployed-site.ts';
import { filesBelow } from './files-below.ts';
import type { SiteProject } from './project.ts';
import { projects, quick } from './projects.ts';
import { expectedFiles, servedAs } from './served-files.ts';
import type { Tab } from './tab.ts';

/** Names of sites to take alone, as a comma list [a few; all with ORACLES=all]. */
const named = process.env['SITES']?.split(',');
const isWhole = process.env['ORACLES'] === 'all';
const chosen = projects.filter(({ name }) => (named ? named.includes(name) : isWhole || quick.includes(name)));
/** What a text is in the second release. */
const second = (text: string) => text.replace('release one', 'release two');

/** Sites as their own tools build them, deployed and visited. */
for (const project of chosen) {
  const title = `a site built with ${project.name}`;
  const built = builtOrReason(project);
  if (typeof built === 'string') describe.skip(`${title} [skipped: ${built}]`, () => test('is built', () => {}));
  else describeWith('chromium', title, () => tests(project, built));
}

/** Both releases; or why its tool is not to be had, where REQUIRE does not ask for it. */
function builtOrReason(project: SiteProject): BuiltSite | string {
  try {
    return builtSite(project);
  } catch (error) {
    if (!(error instanceof NotInstalled) || isRequired('builds')) throw error;
    return error.message.replaceAll('\n', ' ').slice(0, 300);
  }
}

function tests(project: SiteProject, built: BuiltSite): void {
  let browser: Chromium;
  let site: DeployedSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([startChromium(), startDeployedSite(project)]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  }, 60_000);

  const tabAt = async (path: string): Promise<Tab> => {
    const tab = await (await browser.visitor()).tab();
    await tab.open(site.url + path);
    return tab;
  };

  /** Opens each address in a window of its own. */
  async function visitAll(): Promise<readonly string[]> {
    const problems: string[] = [];
    for (const { path, shows } of project.routes) {
      const tab = await tabAt(path);
      await tab.shows(shows);
      problems.push(...tab.problems().map((problem) => `${path}: ${problem}`));
      await tab.close();
    }
    return problems;
  }

  test('all files with a hash are frozen, and no others', async () => {
    const written = (await site.deploy(built.first, 'one')).flat();
    const expected = expectedFiles(project);
    expect(servedAs(written, expected)).toEqual(expected.map(({ line }) => line).toSorted());
  }, 60_000);

  test('a second run uploads nothing', async () => {
    expect((await site.deploy(built.first, 'one')).flat()).toEqual([]);
  }, 60_000);

  test('each address shows its page', async () => {
    expect(await visitAll()).toEqual([]);
  }, 60_000);

  test.each(
    project.starts ?? [''],
  )('the smoke test finds it right at %j, alone and with its addresses', async (start) => {
    const suite = suiteOf(project, start);
    for (const alone of ['true', 'false']) {
      const inputs = { 'site-only': alone, 'site-url': site.url + start, routing: project.edge.Routing };
      const { failure, shown } = await smoke(suite, { inputs });
      expect([failure && shown.log]).toEqual([undefined]);
    }
  }, 60_000);

  test('without one of its lazy scripts the smoke test fails, and names it', async () => {
    const lazy = lazyScripts(project, built.first);
    expect(lazy).not.toEqual([]);
    for (const { key } of lazy) {
      const putBack = site.lose(key);
      const logs: string[] = [];
      for (const start of project.starts ?? [''])
        logs.push((await smoke(suiteOf(project, start), { inputs: { 'site-url': site.url + start } })).shown.log);
      await putBack();
      const lines = logs.flatMap((log) => log.split('\n'));
      expect(lines.filter((line) => line.includes(key) && line.includes('404'))).not.toEqual([]);
    }
  }, 60_000);

  test('without one of them it is not uploaded', async () => {
    for (const { part, path } of lazyScripts(project, built.first))
      expect(await site.refusal(built.first, part, path)).toContain(path);
  }, 60_000);

  const startText = project.routes.find(({ path }) => path === project.lazy.at)?.shows ?? '';

  test('the next release uploads what changed, and a tab of the one before goes on', async () => {
    const open = await tabAt(project.lazy.at);
    await open.shows(startText);
    const written = await site.deploy(built.second, 'two');
    const changed = project.parts.map(({ output }) =>
      changedFiles(join(built.first, output), join(built.second, output)).filter(
        (path) => project.leftOut?.test(path) !== true,
      ),
    );
    expect(written.map((writes) => writes.map(({ path }) => path).toSorted())).toEqual(changed);
    expect(await visitAll()).toEqual([]);
    const fresh = await tabAt(project.lazy.at);
    await fresh.shows(startText);
    await fresh.click(project.lazy.click);
    await fresh.shows(second(project.lazy.shows));
    expect(fresh.problems()).toEqual([]);
    site.moveEdge();
    await open.click(project.lazy.click);
    await open.shows(project.lazy.shows, second(project.lazy.shows));
    expect(open.problems()).toEqual([]);
  }, 60_000);

  if (project.hasServiceWorker)
    test('its service worker brings the next release', async () => {
      const own = await startDeployedSite(project);
      try {
        await own.deploy(built.first, 'one');
        const tab = await (await browser.visitor()).tab();
        const { path } = project.routes.find(({ shows }) => shows.includes('Report')) ?? { path: '/' };
        await tab.open(own.url + path);
        await tab.shows(project.lazy.shows);
        expect(await tab.evaluate(isReady)).toBe('activated');
        await own.deploy(built.second, 'two');
        await visitUntilNew(tab, own.url + path, project.lazy.shows);
        expect(tab.problems()).toEqual([]);
      } finally {
        await own.close();
      }
    }, 120_000);
}

interface LazyScript {
  readonly part: SiteProject['parts'][number];
  readonly path: string;
  readonly key: string;
}

/** The scripts that hold what a page shows only when somebody goes there. */
function lazyScripts({ parts }: SiteProject, folder: string): readonly LazyScript[] {
  return parts.flatMap((part) => {
    const { output, inputs } = part;
    const below = join(folder, output);
    const scripts = filesBelow(below).filter((path) => /\.m?js$/.test(path));
    const lazy = scripts.filter((path) => readFileSync(join(below, path), 'utf8').includes('release one'));
    const key = (path: string) => (inputs?.['prefix'] === undefined ? path : `${inputs['prefix']}/${path}`);
    return lazy.map((path) => ({ part, path, key: key(path) }));
  });
}

/** A check of all addresses below a start, as a team would write it. */
function suiteOf(project: SiteProject, start: string): string {
  return `name: harbour\nchecks:\n  - { name: addresses, ${checkOf(project, start)} }`;
}

function checkOf({ edge, routes }: SiteProject, start: string): string {
  const below = routes.filter(({ path }) => path.startsWith(`${start}/`)).map(({ path }) => path.slice(start.length));
  const paths = JSON.stringify(below.filter((path) => path !== '/'));
  return edge.Routing === 'app'
    ? `spa: { url: "\${SITE}", deep-links: ${paths} }`
    : `site: { url: "\${SITE}", pages: ${paths} }`;
}

const isReady = `navigator.serviceWorker.ready.then(({ active }) => new Promise((resolve) => {
  const tell = () => active.state === 'activated' && resolve(active.state);
  active.addEventListener('statechange', tell);
  tell();
}))`;

/** A worker finds the next release after a visit, fetches it, and shows it at a later one; Angular's waits for five quiet seconds. */
const mostVisits = 6;
const stayMilliseconds = 6_000;

async function visitUntilNew(tab: Tab, url: string, old: string): Promise<void> {
  for (let visits = 1; visits < mostVisits; visits++) {
    await tab.open(url);
    if ((await tab.shows(second(old), old)) !== old) return;
    await new Promise((resolve) => setTimeout(resolve, stayMilliseconds));
  }
  throw new Error(`After ${mostVisits} visits the old release is shown.`);
}

function changedFiles(before: string, after: string): readonly string[] {
  const known = new Map(filesBelow(before).map((path) => [path, readFileSync(join(before, path))] as const));
  return filesBelow(after).filter((path) => known.get(path)?.equals(readFileSync(join(after, path))) !== true);
}
