/** A message of the DevTools protocol: https://chromedevtools.github.io/devtools-protocol/ */
type Values = Readonly<Record<string, unknown>>;

export interface Connection {
  /** Rejects with the browser's words, or after half a minute. */
  send(method: string, params?: Values, sessionId?: string): Promise<Values>;
  /** Tells the events of a session. */
  on(sessionId: string, listener: (method: string, params: Values) => void): void;
  close(): void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Values;
  readonly result?: Values;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

const patienceMilliseconds = 30_000;

export async function connect(url: string): Promise<Connection> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error(`${url} does not answer.`)), { once: true });
  });
  const waiting = new Map<number, (message: Message) => void>();
  const listeners = new Map<string, (method: string, params: Values) => void>();
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) return waiting.get(message.id)?.(message);
    listeners.get(message.sessionId ?? '')?.(message.method ?? '', message.params ?? {});
  });
  let sent = 0;
  return {
    send(method, params = {}, sessionId) {
      const id = ++sent;
      socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }));
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${method} was not answered.`)), patienceMilliseconds);
        waiting.set(id, ({ result, error }) => {
          clearTimeout(timer);
          waiting.delete(id);
          if (error) reject(new Error(`${method}: ${error.message}`));
          else resolve(result ?? {});
        });
      });
    },
    on: (sessionId, listener) => void listeners.set(sessionId, listener),
    close: () => socket.close(),
  };
}
