import type { CloudFrontReader, CloudFrontWriter } from '../aws/cloudfront.ts';
import type { SecretsReader } from '../aws/secrets-manager.ts';
import type { StsReader } from '../aws/sts.ts';

/** Everything that actions read the world through, by name. */
export interface Readers {
  readonly cloudFront: CloudFrontReader;
  readonly secrets: SecretsReader;
  readonly sts: StsReader;
}

/** Everything that actions change the world through; a port that can only read has no entry. */
export interface Writers {
  readonly cloudFront: CloudFrontWriter;
  readonly secrets: undefined;
  readonly sts: undefined;
}

export type PortName = keyof Readers & keyof Writers;

/** One port: its reader and, where it can change something, its writer. */
export interface Port<Name extends PortName> {
  readonly reader: Readers[Name];
  readonly writer: Writers[Name];
}

/** How each port is made, when an action needs it. */
export type PortMakers = { readonly [Name in PortName]: () => Promise<Port<Name>> };
