type Values = Readonly<Record<string, unknown>>;

/** What goes wrong in a tab, and whether it waits for requests. */
export interface Problems {
  see(method: string, params: Values): void;
  take(): readonly string[];
  isIdle(): boolean;
}

const quietMilliseconds = 150;

export function watchProblems(): Problems {
  let found: string[] = [];
  const open = new Map<string, string>();
  let lastChange = Date.now();
  const changed = (id: string, url?: string) => {
    lastChange = Date.now();
    if (url === undefined) open.delete(id);
    else open.set(id, url);
  };
  return {
    see(method, params) {
      const id = String(params['requestId']);
      if (method === 'Network.requestWillBeSent') changed(id, (params['request'] as { readonly url: string }).url);
      const problem = problemOf(method, params, open.get(id) ?? '');
      if (problem !== undefined) found.push(problem);
      if (method === 'Network.loadingFinished' || method === 'Network.loadingFailed') changed(id);
    },
    take() {
      const taken = found;
      found = [];
      return taken;
    },
    isIdle: () => open.size === 0 && Date.now() - lastChange > quietMilliseconds,
  };
}

/** What an event tells of a failure. What the page itself gives up, as it leaves, is none. */
function problemOf(method: string, params: Values, url: string): string | undefined {
  switch (method) {
    case 'Network.responseReceived': {
      const response = params['response'] as { readonly status: number; readonly url: string };
      return response.status >= 400 ? `${response.status} ${response.url}` : undefined;
    }
    case 'Network.loadingFailed':
      return params['canceled'] === true ? undefined : `${String(params['errorText'])} ${url}`;
    case 'Runtime.exceptionThrown':
      return `exception: ${JSON.stringify(params['exceptionDetails']).slice(0, 1_000)}`;
    case 'Runtime.consoleAPICalled':
      return params['type'] === 'error' ? `console: ${JSON.stringify(params['args']).slice(0, 1_000)}` : undefined;
    case 'Log.entryAdded': {
      const { level, text } = params['entry'] as { readonly level: string; readonly text: string };
      return level === 'error' ? `log: ${text}` : undefined;
    }
    default:
      return undefined;
  }
}
