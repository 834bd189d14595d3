import type { Connection } from './devtools.ts';
import { type Problems, watchProblems } from './tab-problems.ts';

/** A tab that a visitor has open. */
export interface Tab {
  /** Opens an address. */
  open(url: string): Promise<void>;
  /** Clicks the link or button with this text. */
  click(text: string): Promise<void>;
  /** Waits until the page shows one of the texts, and nothing is being fetched any more; the answer is that text. Rejects with what it shows instead. */
  shows(...texts: readonly string[]): Promise<string>;
  /** The value of an expression, of a promise too. */
  evaluate(expression: string): Promise<unknown>;
  /** What went wrong since this was called before: errors on the console, requests that failed. */
  problems(): readonly string[];
  close(): Promise<void>;
}

const patienceMilliseconds = 15_000;

export async function openTab(connection: Connection, browserContextId: string): Promise<Tab> {
  const { targetId } = await connection.send('Target.createTarget', { url: 'about:blank', browserContextId });
  const { sessionId } = await connection.send('Target.attachToTarget', { targetId, flatten: true });
  const send = (method: string, params: Readonly<Record<string, unknown>> = {}) =>
    connection.send(method, params, String(sessionId));
  const problems = watchProblems();
  connection.on(String(sessionId), problems.see);
  for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await send(`${domain}.enable`);
  const evaluate = async (expression: string) => {
    const asked = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
    const { result, exceptionDetails } = await send('Runtime.evaluate', asked);
    if (exceptionDetails) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    return (result as { readonly value?: unknown }).value;
  };
  return {
    evaluate,
    async open(url) {
      const { errorText } = await send('Page.navigate', { url });
      if (errorText) throw new Error(`${url}: ${String(errorText)}`);
    },
    click: async (text) => {
      if ((await evaluate(clicking(text))) !== true) throw new Error(`There is no link or button ${text}.`);
    },
    shows: (...texts) => waitForText(texts, evaluate, problems),
    problems: () => problems.take(),
    close: async () => void (await connection.send('Target.closeTarget', { targetId })),
  };
}

function clicking(text: string): string {
  const found = `[...document.querySelectorAll('a, button')].find((each) => each.textContent.trim() === ${JSON.stringify(text)})`;
  return `(() => { const found = ${found}; found?.click(); return found !== undefined; })()`;
}

/** Between documents there is none to ask. */
async function waitForText(texts: readonly string[], evaluate: Tab['evaluate'], problems: Problems): Promise<string> {
  const end = Date.now() + patienceMilliseconds;
  let text = '';
  while (Date.now() < end) {
    text = String(await evaluate('document.body?.innerText ?? ""').catch(() => ''));
    const found = texts.find((each) => text.includes(each));
    if (found !== undefined && problems.isIdle()) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  const shown = text.slice(0, 500);
  throw new Error(`The page does not show ${texts.join(' or ')}, but: ${shown}\n${problems.take().join('\n')}`);
}
