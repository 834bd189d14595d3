import type { Readable, Writable } from 'node:stream';

/** What a browser tells unasked. */
export interface BrowserEvent {
  readonly method: string;
  readonly sessionId?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A connection that speaks the DevTools protocol. https://chromedevtools.github.io/devtools-protocol/ */
export interface Connection {
  /** Sends a command, to the browser itself or to a session of it, and gives its result. */
  send(method: string, params?: object, sessionId?: string): Promise<Readonly<Record<string, unknown>>>;
  /** Hears all events until the function that it gives is called. */
  listen(hear: (event: BrowserEvent) => void): () => void;
  /** Rejects all that is waited for. */
  end(reason: Error): void;
}

interface Message extends Partial<BrowserEvent> {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

interface Waiting {
  resolve(result: Readonly<Record<string, unknown>>): void;
  reject(reason: Error): void;
}

/** Messages are JSON, each with a NUL behind it. */
export function connection(input: Writable, output: Readable): Connection {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(event: BrowserEvent) => void>();
  let sent = 0;
  let ended: Error | undefined;
  const take = ({ id, result = {}, error, method, sessionId, params = {} }: Message) => {
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id !== undefined) waiting.delete(id);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result);
    if (method === undefined) return;
    for (const hear of listeners) hear({ method, params, ...(sessionId === undefined ? {} : { sessionId }) });
  };
  eachMessage(output, take);
  return {
    send(method, params = {}, sessionId) {
      if (ended) return Promise.reject(ended);
      const id = ++sent;
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    listen(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    end(reason) {
      ended ??= reason;
      for (const { reject } of waiting.values()) reject(ended);
      waiting.clear();
    },
  };
}

function eachMessage(output: Readable, take: (message: Message) => void): void {
  let parts: string[] = [];
  output.setEncoding('utf8');
  output.on('data', (text: string) => {
    const [first = '', ...others] = text.split('\0');
    parts.push(first);
    for (const next of others) {
      take(JSON.parse(parts.join('')) as Message);
      parts = [next];
    }
  });
}
