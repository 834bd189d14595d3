import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Proxies } from '../domain/proxies.ts';

/** Whether a request got as far as its server: the connection stands, and the certificate is to be trusted. */
export class Contact {
  #isMade = false;
  readonly #isDirect: boolean;

  constructor(url: string, proxies: Proxies | undefined) {
    // A proxy for plain HTTP answers, or is silent, in place of the server; one for HTTPS hands the connection through.
    this.#isDirect = !url.startsWith('http:') || proxies?.http_proxy === undefined;
  }

  watch(request: ClientRequest): void {
    request.once('socket', (socket) => {
      if (isReady(socket)) this.#isMade = true;
      else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', () => (this.#isMade = true));
    });
  }

  isMade(): boolean {
    return this.#isMade && this.#isDirect;
  }
}

/** A kept connection, or one through a proxy, stands before the request gets it. */
function isReady(socket: Socket): boolean {
  return !socket.connecting && (!(socket instanceof TLSSocket) || socket.authorized);
}
