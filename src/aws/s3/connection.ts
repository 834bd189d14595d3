import { isIP, connect as openPlain, type Socket } from 'node:net';
import { connect as openSecure } from 'node:tls';
import { type AnswerReader, answerReader, type HttpAnswer } from './answer.ts';
import { type ExchangeBounds, exchangeBounds, failWhenSlow, silent } from './exchange-bounds.ts';
import type { Endpoint } from './place.ts';

export interface HttpRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
}

/** A connection over which one request goes after the other; unusable after one that failed. */
export interface Connection {
  /** Rejects when there is no whole answer. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
  isOpen(): boolean;
}

interface Exchange {
  readonly reader: AnswerReader;
  resolve(answer: HttpAnswer): void;
  reject(error: unknown): void;
}

/** Opens a connection; while nothing is asked over it, it does not keep the process alive. */
export function openConnection(endpoint: Endpoint, bounds: ExchangeBounds = exchangeBounds, ca?: string): Connection {
  const socket = openSocket(endpoint, ca);
  let current: Exchange | undefined;
  let isOpen = true;
  let slowness: NodeJS.Timeout | undefined;
  const conclude = () => {
    const exchange = current;
    current = undefined;
    clearInterval(slowness);
    socket.unref();
    return exchange;
  };
  const fail = (error: unknown) => {
    isOpen = false;
    socket.destroy();
    conclude()?.reject(error);
  };
  const settle = (read: (reader: AnswerReader) => HttpAnswer | undefined) => {
    try {
      const answer = current && read(current.reader);
      if (!answer) return;
      if (answer.headers['connection']?.toLowerCase() === 'close') close();
      conclude()?.resolve(answer);
    } catch (error) {
      fail(error);
    }
  };
  const close = () => {
    isOpen = false;
    socket.end();
  };
  socket.on('data', (bytes) => settle((reader) => reader.take(bytes)));
  socket.once('end', () => settle((reader) => reader.end()));
  socket.once('error', fail);
  socket.once('close', () => fail(lost('ECONNRESET', 'S3 closed the connection before it had answered.')));
  socket.setTimeout(bounds.idleMilliseconds, () => fail(silent(bounds)));
  return {
    isOpen: () => isOpen,
    send: (request, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const cut = () => fail(signal.reason);
        const ended = () => signal.removeEventListener('abort', cut);
        signal.addEventListener('abort', cut);
        current = {
          reader: answerReader(request.method),
          resolve: (answer) => {
            ended();
            resolve(answer);
          },
          reject: (error) => {
            ended();
            reject(error);
          },
        };
        slowness = failWhenSlow(socket, bounds, fail);
        socket.ref();
        write(socket, request);
      }),
  };
}

function openSocket({ secure, hostname, port }: Endpoint, ca: string | undefined): Socket {
  if (!secure) return openPlain({ host: hostname, port: port ?? 80, noDelay: true });
  const name = isIP(hostname) ? {} : { servername: hostname };
  const trust = ca === undefined ? {} : { ca };
  const socket = openSecure({ host: hostname, port: port ?? 443, ALPNProtocols: ['http/1.1'], ...name, ...trust });
  return socket.setNoDelay(true);
}

function write(socket: Socket, { method, path, headers, body }: HttpRequest): void {
  let head = `${method} ${path} HTTP/1.1\r\n`;
  for (const name in headers) head += `${name}: ${demandOneLine(headers[name] ?? '')}\r\n`;
  socket.cork();
  socket.write(`${head}\r\n`, 'latin1');
  if (body) socket.write(body);
  socket.uncork();
}

/** What would end the line would begin a header, or a request, of somebody else's making. */
function demandOneLine(value: string): string {
  if (/[^\t\x20-\xff]/.test(value)) throw new Error('A header holds characters that HTTP does not allow.');
  return value;
}

function lost(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
