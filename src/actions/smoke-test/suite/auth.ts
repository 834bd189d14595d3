import { mapped, object, optional, type Shape, text, variants } from './shape/index.ts';

/** Who asks, as it was written. */
export interface AuthTemplate {
  readonly scheme: 'basic' | 'digest';
  readonly username: string;
  readonly password: string;
}

const credentials = object(
  { username: text('Name of the user.'), password: text('A variable from `secrets-from`.') },
  'A user and a password.',
);

export const auth: Shape<AuthTemplate> = variants<AuthTemplate>(
  [
    {
      keys: ['basic'],
      shape: mapped(object({ basic: credentials }, 'Sent with the request (RFC 7617).'), ({ basic }) => ({
        scheme: 'basic',
        ...basic,
      })),
    },
    {
      keys: ['digest'],
      shape: mapped(object({ digest: credentials }, "The answer to the server's challenge (RFC 7616)."), (given) => ({
        scheme: 'digest',
        ...given.digest,
      })),
    },
  ],
  'How the request shows who asks.',
);

/** A certificate and its key, PEM, as they were written. */
export interface ClientCertificateTemplate {
  readonly certificate: string;
  readonly key: string;
  readonly passphrase?: string | undefined;
}

export const clientCertificate: Shape<ClientCertificateTemplate> = object(
  {
    certificate: text('The certificate, PEM: a variable.'),
    key: text('Its private key, PEM: a variable from `secrets-from`.'),
    passphrase: optional(text('Of the key: a variable from `secrets-from`.')),
  },
  'Shows a certificate of ours to the server (mTLS).',
);
