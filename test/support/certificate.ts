import { execFileSync } from 'node:child_process';
import { chownSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerHome } from './server-home.ts';

/** A server's key and certificate as files, and the made-up authority that signed it as PEM text. */
export interface ServerCertificate {
  readonly keyPath: string;
  readonly certificatePath: string;
  readonly authorityPath: string;
  readonly authority: string;
}

/** Makes an authority and a certificate for the DNS names with the openssl program, in the server's folder. */
export function makeCertificate({ folder, identity }: ServerHome, names: readonly string[]): ServerCertificate {
  const path = (name: string) => join(folder, name);
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-days',
    '2',
    '-subj',
    '/CN=Authority for tests',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  );
  openssl('req', ...newKey, '-subj', `/CN=${names[0]}`, '-keyout', 'server.key', '-out', 'server.csr');
  writeFileSync(path('names'), `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}\n`);
  openssl(
    ...['x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
    ...['-days', '2', '-extfile', 'names', '-out', 'server.pem'],
  );
  const { uid, gid } = identity;
  if (uid !== undefined && gid !== undefined) chownSync(path('server.key'), uid, gid);
  return {
    keyPath: path('server.key'),
    certificatePath: path('server.pem'),
    authorityPath: path('ca.pem'),
    authority: readFileSync(path('ca.pem'), 'utf8'),
  };
}
