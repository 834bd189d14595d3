import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** What a verified TLS connection was made with. */
export interface TlsFacts {
  /** "TLSv1.3" */
  readonly protocol: string;
  /** Common name of the certificate's issuer. */
  readonly issuer: string;
  /** DNS names and IP addresses that the certificate is for. */
  readonly names: readonly string[];
  readonly validTo: Date;
}

/** The facts of a connection's TLS, or undefined for a plain one. */
export function tlsFacts(socket: Socket): TlsFacts | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const { issuer, subjectaltname = '', valid_to } = socket.getPeerCertificate();
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    issuer: [issuer?.CN ?? issuer?.O ?? ''].flat().join(', '),
    names: subjectaltname
      .split(', ')
      .map((name) => name.replace(/^(DNS|IP Address):/, ''))
      .filter((name) => name !== ''),
    validTo: new Date(valid_to),
  };
}
