import { type NetworkFailure, networkError } from '../domain/network-error.ts';
import type { DatabaseAccess } from './access.ts';

type Advice = readonly [codes: NetworkFailure | RegExp, advice: string];

const advices: readonly Advice[] = [
  ['name', 'The host name does not resolve: check the secret, and that the runner can see private DNS.'],
  [
    'unreachable',
    "The server did not answer. A private database can be reached only from inside its VPC: use a runner there, and allow the runner's security group, or run your migration tool there with `via: task`.",
  ],
  ['refused', 'No server listens there: check host and port, and that the instance is running.'],
  [
    /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT\w*)$/,
    "The server's certificate is signed by an authority that is not trusted: give its bundle as `ca-bundle`. Verification is never skipped.",
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    "The server's certificate is for another name: use the endpoint's own name (…rds.amazonaws.com), not an alias.",
  ],
  [/^NO_DATABASE$/, 'The server is not a database of this engine: check engine, host and port.'],
  [/^CERT_HAS_EXPIRED$/, "The server's certificate has expired: rotate the instance's certificate authority in RDS."],
  [/^HANDSHAKE_NO_SSL_SUPPORT$/, 'The server offers no TLS, which is required for every host except localhost.'],
  [
    /^(28P01|ER_ACCESS_DENIED_ERROR|ER_DBACCESS_DENIED_ERROR)$/,
    'Check the user name and the password of the secret (was it rotated?).',
  ],
  [/^28000$/, 'The server does not accept this user from this address, or only with TLS.'],
  [/^(3D000|ER_BAD_DB_ERROR)$/, 'The database does not exist: create it, or correct `database`.'],
  [
    /^(53300|ER_CON_COUNT_ERROR|ER_USER_LIMIT_REACHED)$/,
    'The server has no free connection: close some, or run the job again later.',
  ],
  [
    /^08P01$/,
    'A proxy such as PgBouncer stands before the database, and does not pass the timeouts of a session on: give the address of the database itself.',
  ],
  [/^57P03$/, 'The server is starting or stopping: run the job again in some minutes.'],
];

/** Drivers give their own codes to errors of TLS and to timeouts; the messages are Node's. */
const byMessage: readonly (readonly [message: RegExp, code: string])[] = [
  [/altnames/i, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [/self-signed certificate|unable to (verify|get)/i, 'SELF_SIGNED_CERT_IN_CHAIN'],
  [/certificate has expired/i, 'CERT_HAS_EXPIRED'],
  [/does not support (SSL|secure)/i, 'HANDSHAKE_NO_SSL_SUPPORT'],
  [/timeout expired|connect ETIMEDOUT/i, 'ETIMEDOUT'],
];

/** The next step for an error while a database is opened. */
export function connectionAdvice(
  code: string,
  message: string,
  authentication: DatabaseAccess['authentication'],
): string | undefined {
  if (authentication === 'iam-token' && /^(28P01|28000|ER_ACCESS_DENIED_ERROR)$/.test(code))
    return 'For IAM authentication the role needs rds-db:connect for this user, and the user needs rds_iam (PostgreSQL) or AWSAuthenticationPlugin (MySQL).';
  const known = byMessage.find(([pattern]) => pattern.test(message))?.[1] ?? code;
  const failure = networkError(known)?.failure;
  return advices.find(([codes]) => (typeof codes === 'string' ? codes === failure : codes.test(known)))?.[1];
}
