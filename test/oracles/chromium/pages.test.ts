import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkSite } from '../../../src/actions/smoke-test/checks/site.ts';
import { checkSpa } from '../../../src/actions/smoke-test/checks/spa.ts';
import { httpProbe } from '../../../src/http/probe.ts';
import { systemRandom } from '../../../src/machine/random.ts';
import { startServer } from '../../actions/smoke-test/support/server.ts';
import { type Browser, startBrowser } from '../../support/chromium/browser.ts';
import { describeWith } from '../../support/requires.ts';
import { sample } from '../../support/sample.ts';
import { selfSigned } from '../../support/self-signed.ts';
import { type PageCase, right, wrong } from './page-cases.ts';
import { troubleOf } from './page-trouble.ts';

describeWith('chromium', 'a site, as Chromium and the checks of pages see it', () => {
  const tls = selfSigned('localhost');
  let browser: Browser | undefined;

  beforeAll(async () => {
    browser = await startBrowser(['--ignore-certificate-errors', '--host-resolver-rules=MAP localhost 127.0.0.1']);
  }, 60_000);
  afterAll(() => browser?.close());

  describe('is wrong', () => {
    test.each(sample(wrong, 3))('$name', async (one) => {
      const { theirs, ours } = await look(one);
      expect(theirs).not.toEqual([]);
      expect(ours).not.toEqual([]);
    });
  });

  describe('is right', () => {
    test.each(sample(right, 3))('$name', async (one) => {
      expect(await look(one)).toEqual({ theirs: [], ours: [] });
    });
  });

  async function look(one: PageCase) {
    const server = await startServer(
      ({ path }) => one.files[one.deepLinks?.includes(path) ? '/' : path] ?? { status: 404 },
      one.isSecure && tls,
    );
    try {
      const url = server.url.replace('127.0.0.1', 'localhost');
      const theirs: string[] = [];
      for (const path of ['/', ...(one.deepLinks ?? [])])
        if (browser) theirs.push(...(await troubleOf(browser, url + path)));
      return { theirs, ours: await foundBy(one, url, tls.cert) };
    } finally {
      await server.close();
    }
  }
});

async function foundBy({ kind, deepLinks = [] }: PageCase, url: string, ca: string): Promise<readonly string[]> {
  const probe = httpProbe({ ca });
  const prober = {
    send: (request: Parameters<typeof probe.send>[0]) => probe.send(request, new AbortController().signal),
  };
  const context = { prober, random: systemRandom, concurrency: 4 };
  const { findings } =
    kind === 'spa'
      ? await checkSpa({ url, deepLinks, files: [], missing: undefined }, context)
      : await checkSite({ url, pages: [], routing: undefined }, context);
  return findings.map(({ subject, expected, actual }) => `${subject} | ${expected} | ${actual}`.replaceAll(url, ''));
}
