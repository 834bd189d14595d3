import type { Socket } from 'node:net';
import { type Certificate, TLSSocket } from 'node:tls';

/** What a verified TLS connection was made with. */
export interface TlsFacts {
  /** "TLSv1.3" */
  readonly protocol: string;
  /** Common name of the certificate. */
  readonly subject: string;
  /** Common name of the certificate's issuer. */
  readonly issuer: string;
  /** DNS names and IP addresses that the certificate is for. */
  readonly names: readonly string[];
  readonly validFrom: Date;
  readonly validTo: Date;
  /** In hex, upper case. */
  readonly serialNumber: string;
  /** Fingerprint of the certificate, in hex, lower case. */
  readonly sha256: string;
}

/** The facts of a connection's TLS, or undefined for a plain one. */
export function tlsFacts(socket: Socket): TlsFacts | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const { subject, issuer, subjectaltname = '', ...certificate } = socket.getPeerCertificate();
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    names: subjectaltname
      .split(', ')
      .map((name) => name.replace(/^(DNS|IP Address):/, ''))
      .filter((name) => name !== ''),
    validFrom: new Date(certificate.valid_from),
    validTo: new Date(certificate.valid_to),
    serialNumber: certificate.serialNumber ?? '',
    sha256: (certificate.fingerprint256 ?? '').replaceAll(':', '').toLowerCase(),
  };
}

function nameOf(name: Certificate | undefined): string {
  return [name?.CN ?? name?.O ?? ''].flat().join(', ');
}
