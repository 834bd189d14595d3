import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetBucketPolicyStatusCommand,
  GetBucketWebsiteCommand,
  GetPublicAccessBlockCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { loadConfig } from '@smithy/core/config';
import { getEndpointFromInstructions } from '@smithy/core/endpoints';
import { UserError } from '../../errors.ts';
import { type ClientOptions, clientSettings } from '../client.ts';
import type { Credentials, Place } from './place.ts';
import { sdkHandler } from './sdk-handler.ts';
import type { Send } from './transport.ts';

export type { _Error as DeleteError, GetBucketWebsiteCommandOutput, HeadObjectCommandOutput } from '@aws-sdk/client-s3';
export {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetBucketPolicyStatusCommand,
  GetBucketWebsiteCommand,
  GetPublicAccessBlockCommand,
  HeadObjectCommand,
  UploadPartCommand,
};

/** What the SDK's client knows about S3: regions, endpoints, credentials, the configuration of the environment and of ~/.aws, the clock. */
export interface S3Sdk {
  /** Sends what is no part of a loop over thousands of objects. */
  readonly client: S3Client;
  /** Where requests of a bucket go. A bucket is named, or an access point's ARN or alias. */
  place(bucket: string): Promise<Place>;
  /** The time by S3's clock, as far as it is known. */
  now(): Date;
  /** Takes over the time of an answer: signatures of a clock that is some minutes off are refused. */
  correctClock(date: string | undefined): void;
  /** Whether the environment asks for requests without checksums that S3 does not demand. */
  wantsChecksums(): Promise<boolean>;
  /** How long the credentials last; undefined where nobody knows, and where we renew them ourselves. */
  credentialsEnd(): Promise<Date | undefined>;
}

export function s3Sdk({ region, credentials }: Pick<ClientOptions, 'region' | 'credentials'>, send: Send): S3Sdk {
  const client = new S3Client({
    ...clientSettings({ region, credentials, network: { requestHandler: sdkHandler(send), maxAttempts: 6 } }),
  });
  const { config } = client;
  const places = new Map<string, Promise<Place>>();
  const configured = once(() => configureAddressing(client));
  return {
    client,
    place(bucket) {
      const known = places.get(bucket) ?? configured().then(() => placeOf(bucket, client));
      places.set(bucket, known);
      return known;
    },
    now: () => new Date(Date.now() + config.systemClockOffset),
    correctClock(date) {
      const time = Date.parse(date ?? '');
      if (!Number.isNaN(time)) config.systemClockOffset = time - Date.now();
    },
    wantsChecksums: once(async () => (await config.requestChecksumCalculation()) === 'WHEN_SUPPORTED'),
    credentialsEnd: async () => (credentials ? undefined : (await config.credentials()).expiration),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/**
 * What the shared config says of S3 in its nested `s3 =` section, which the SDK for JavaScript does not read. At an endpoint
 * of somebody's own, buckets stand in the path unless the section says otherwise: few such servers have names for buckets.
 */
async function configureAddressing({ config }: S3Client): Promise<void> {
  const [style, accelerate] = await Promise.all([setting('addressing_style'), setting('use_accelerate_endpoint')]);
  config.useAccelerateEndpoint = accelerate?.toLowerCase() === 'true';
  await getEndpointFromInstructions({ Bucket: 'any-bucket' }, PutObjectCommand, config).catch(() => {});
  config.forcePathStyle = style === 'path' || (style !== 'virtual' && config.isCustomEndpoint === true);
}

function setting(name: string): Promise<string | undefined> {
  return loadConfig<string | undefined>({
    environmentVariableSelector: () => undefined,
    configFileSelector: (profile) => profile[`s3.${name}`],
    default: undefined,
  })();
}

async function placeOf(bucket: string, { config }: S3Client): Promise<Place> {
  // An ARN names its host itself.
  const isArn = bucket.startsWith('arn:');
  const forcePathStyle = config.forcePathStyle === true && !isArn;
  const asked = { ...config, forcePathStyle, useArnRegion: config.useArnRegion };
  const { url, properties } = await getEndpointFromInstructions({ Bucket: bucket }, PutObjectCommand, asked).catch(
    (error: unknown) => {
      throw noEndpoint(bucket, error);
    },
  );
  const [scheme] = (properties?.['authSchemes'] ?? []) as readonly AuthScheme[];
  if (scheme?.name === 'sigv4a') throw noEndpoint(bucket, new Error('It is an access point of several regions.'));
  const isSession = scheme?.name === 'sigv4-s3express';
  return {
    secure: url.protocol === 'https:',
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? undefined : Number(url.port),
    pathPrefix: url.pathname.replace(/\/$/, ''),
    scope: {
      region: scheme?.signingRegion ?? (await config.region()),
      service: scheme?.signingName ?? 's3',
      tokenHeader: isSession ? 'x-amz-s3session-token' : 'x-amz-security-token',
    },
    credentials: async (): Promise<Credentials> => {
      const own = await config.credentials();
      return isSession ? config.s3ExpressIdentityProvider.getS3ExpressIdentity(own, { Bucket: bucket }) : own;
    },
  };
}

/** What the endpoint rules say of signatures. */
interface AuthScheme {
  readonly name: string;
  readonly signingName?: string;
  readonly signingRegion?: string;
}

function noEndpoint(bucket: string, cause: unknown): UserError {
  return new UserError(
    {
      what: `The bucket ${bucket} has no address that requests could go to.`,
      why: cause instanceof Error ? cause.message : undefined,
      next: 'Check the name of the bucket, `aws-region`, and the AWS configuration of this job (AWS_USE_…, AWS_ENDPOINT_URL, ~/.aws/config).',
    },
    { cause },
  );
}
