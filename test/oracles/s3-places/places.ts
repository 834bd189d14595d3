import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { s3Sdk } from '../../../src/aws/s3/sdk.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { withVariables } from '../../support/variables.ts';

/** A bucket, and what the surroundings say of where S3 is. */
export interface PlaceCase {
  readonly region: string;
  readonly bucket: string;
  readonly environment: Readonly<Record<string, string>>;
}

export type FoundPlace =
  | { readonly url: string; readonly region: string; readonly service: string }
  | { readonly refused: string };

const partitions: readonly (readonly [partition: string, region: string])[] = [
  ['aws', 'us-east-1'],
  ['aws', 'eu-central-1'],
  ['aws', 'me-central-1'],
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
  ['aws-iso', 'us-iso-east-1'],
  ['aws-iso-b', 'us-isob-east-1'],
  ['aws-iso-e', 'eu-isoe-west-1'],
  ['aws-iso-f', 'us-isof-south-1'],
  ['aws-eusc', 'eusc-de-east-1'],
];
const buckets = [
  'clinic-site',
  'clinic.site',
  'clinic--use1-az4--x-s3',
  'clinic-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias',
  'arn:PARTITION:s3:REGION:111111111111:accesspoint/clinic',
  'arn:PARTITION:s3::111111111111:accesspoint:mfzwi23gnjvgw.mrap',
];
/** Lines of a profile, variables of the environment; most cases are to have few of them. */
const settings: readonly (readonly [profile: readonly string[], environment: Readonly<Record<string, string>>])[] = [
  [[], {}],
  [[], {}],
  [['use_fips_endpoint = true'], {}],
  [[], { AWS_USE_FIPS_ENDPOINT: 'true' }],
  [['use_dualstack_endpoint = true'], {}],
  [[], { AWS_USE_DUALSTACK_ENDPOINT: 'true' }],
  [['use_fips_endpoint = true'], { AWS_USE_DUALSTACK_ENDPOINT: 'true' }],
  [['s3 =', '  use_accelerate_endpoint = true'], {}],
  [['s3 =', '  addressing_style = path'], {}],
  [['endpoint_url = https://store.example:9000', 's3 =', '  addressing_style = path'], {}],
  [['endpoint_url = https://store.example/below', 's3 =', '  addressing_style = virtual'], {}],
  [['services = own'], {}],
  [['endpoint_url = https://other.example'], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9000' }],
  [[], { AWS_ENDPOINT_URL: 'https://other.example', AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9000' }],
  [['services = own'], { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }],
];
const services = ['[services own]', 's3 =', '  endpoint_url = http://127.0.0.1:9001'];

/** Every bucket in every region and surroundings, or so many of them. Each has a file of its own: the SDK reads a file once. */
export function placeCases(count: number | 'all'): readonly PlaceCase[] {
  const folder = mkdtempSync(join(tmpdir(), 's3-places-'));
  const all = partitions.flatMap(([partition, region]) =>
    buckets.flatMap((name) =>
      settings.map(([profile, environment], index) => ({ partition, region, name, profile, environment, index })),
    ),
  );
  const random = seededRandom(14);
  const sound = all.filter(
    ({ name, profile, environment }) => !isNowhere(name, [...profile, ...Object.values(environment)]),
  );
  const chosen = count === 'all' ? sound : sound.filter(() => random() < count / sound.length);
  return chosen.map(({ partition, region, name, profile, environment, index }, at) => {
    const file = join(folder, `${index}-${at}`);
    writeFileSync(file, `${['[default]', ...profile, ...services].join('\n')}\n`);
    const bucket = name.replace('PARTITION', partition).replace('REGION', region);
    return { region, bucket, environment: { ...environment, AWS_CONFIG_FILE: file } };
  });
}

/** An access point stands in a host name, and addresses have none: botocore makes one up that no program can look up. */
function isNowhere(name: string, settings: readonly string[]): boolean {
  const isOwn = settings.some((setting) => setting.includes('127.0.0.1') || setting === 'services = own');
  return name.startsWith('arn:') && isOwn;
}

/** Where this product sends an upload. */
export async function ourPlace({ region, bucket, environment }: PlaceCase): Promise<FoundPlace> {
  const nobody = async () => Promise.reject(new Error('Nothing is sent.'));
  return withVariables(environment, async () => {
    try {
      const place = await s3Sdk({ region }, nobody).place(bucket);
      const { secure, hostname, port, pathPrefix, scope } = place;
      const host = port === undefined ? hostname : `${hostname}:${port}`;
      const url = `http${secure ? 's' : ''}://${host}${pathPrefix}/key`;
      return { url, region: scope.region, service: scope.service };
    } catch (error) {
      return { refused: String(error) };
    }
  });
}
