import { partitionOf } from '../../domain/partition.ts';

/** Where a bucket's requests go. */
export interface Endpoint {
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: number | undefined;
  /** In front of the key's path: empty when the bucket stands in the host name. */
  readonly pathPrefix: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The endpoint of a bucket: AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, else the partition's own (FIPS and dual-stack where asked for). */
export function endpointOf(bucket: string, region: string, environment: Environment): Endpoint {
  const custom = environment['AWS_ENDPOINT_URL_S3'] || environment['AWS_ENDPOINT_URL'];
  if (custom) return customEndpoint(new URL(custom), bucket);
  const host = `${serviceName(environment)}.${region}.${partitionOf(region).dnsSuffix}`;
  // A wildcard certificate covers one label: a bucket with dots in its name goes into the path.
  return bucket.includes('.')
    ? { secure: true, hostname: host, port: undefined, pathPrefix: `/${bucket}` }
    : { secure: true, hostname: `${bucket}.${host}`, port: undefined, pathPrefix: '' };
}

function customEndpoint({ protocol, hostname, port, pathname }: URL, bucket: string): Endpoint {
  return {
    secure: protocol === 'https:',
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? undefined : Number(port),
    pathPrefix: `${pathname.replace(/\/$/, '')}/${bucket}`,
  };
}

function serviceName(environment: Environment): string {
  const asked = (name: string) => environment[name]?.toLowerCase() === 'true';
  return `s3${asked('AWS_USE_FIPS_ENDPOINT') ? '-fips' : ''}${asked('AWS_USE_DUALSTACK_ENDPOINT') ? '.dualstack' : ''}`;
}
