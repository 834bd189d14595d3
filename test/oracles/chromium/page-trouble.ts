import type { Browser } from '../../support/chromium/browser.ts';
import type { BrowserEvent } from '../../support/chromium/connection.ts';

/** What a person would find in the console of a page, and that the page stays blank. */
export async function troubleOf(browser: Browser, url: string): Promise<readonly string[]> {
  const tab = await browser.open('about:blank');
  const seen: string[] = [];
  for (const domain of ['Network', 'Log']) await tab.send(`${domain}.enable`);
  const stop = tab.listen((event) => seen.push(...troubleIn(event)));
  try {
    if (!(await tab.load(url))) return ['no page came'];
    const isReady = await tab.evaluate<boolean>(waitUntilReady);
    // A browser tells of what failed after the page is there.
    await tab.evaluate('new Promise((resolve) => setTimeout(resolve, 100))');
    return [...new Set(seen), ...(isReady ? [] : ['the page stays blank'])];
  } finally {
    stop();
    await tab.close();
  }
}

/** Runs in the page: whether it comes to what its script does at its end. */
const waitUntilReady = `(async () => {
  for (let tries = 0; tries < 20; tries += 1) {
    if (document.querySelector('#root')?.textContent === 'ready') return true;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return false;
})()`;

function troubleIn({ method, params }: BrowserEvent): readonly string[] {
  const text = JSON.stringify(params);
  switch (method) {
    case 'Runtime.exceptionThrown':
      return [`exception: ${text.slice(0, 300)}`];
    case 'Network.loadingFailed':
      return [`failed: ${text.slice(0, 300)}`];
    case 'Log.entryAdded':
      // Nobody asked for the icon that browsers look for by themselves.
      return /"level":"error"/.test(text) && !text.includes('/favicon.ico') ? [`console: ${text.slice(0, 300)}`] : [];
    default:
      return [];
  }
}
