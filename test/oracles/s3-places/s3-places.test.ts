import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { describeWith } from '../../support/requires.ts';
import { type FoundPlace, ourPlace, type PlaceCase, placeCases } from './places.ts';

/** botocore comes with moto. Everything with ORACLES=all, else a fixed sample. */
const count = process.env['ORACLES'] === 'all' ? 'all' : 40;

/** botocore looks up whether a partition has hosts of a kind before it applies the rules, which are the same. */
function isKnown(botocore: FoundPlace): boolean {
  return 'refused' in botocore && botocore.refused.startsWith('EndpointVariantError');
}

function told(found: FoundPlace): FoundPlace | 'refused' {
  return 'refused' in found ? 'refused' : found;
}

function shown({ region, bucket, environment: { AWS_CONFIG_FILE = '', ...variables } }: PlaceCase): string {
  const profile = readFileSync(AWS_CONFIG_FILE, 'utf8').split('[services')[0]?.trim();
  return `${bucket} in ${region} with ${JSON.stringify(variables)} and ${profile}`;
}

describeWith('moto', 'where S3 is', () => {
  test('an upload goes where the AWS CLI would send it, signed for the same service and region', async () => {
    const cases = placeCases(count);
    const answered = execFileSync('python3', ['test/oracles/s3-places/where.py'], {
      input: JSON.stringify(cases),
      maxBuffer: 64 * 1_024 ** 2,
    });
    const theirs = JSON.parse(answered.toString()) as readonly FoundPlace[];
    const [ours, expected]: [unknown[], unknown[]] = [[], []];
    for (const [index, each] of cases.entries()) {
      const botocore = theirs[index] ?? { refused: 'no answer' };
      if (isKnown(botocore)) continue;
      ours.push([shown(each), told(await ourPlace(each))]);
      expected.push([shown(each), told(botocore)]);
    }
    expect(ours).toEqual(expected);
    expect(ours.length).toBeGreaterThan(cases.length / 2);
    expect(expected.filter((line) => (line as readonly unknown[])[1] !== 'refused').length).toBeGreaterThan(10);
  }, 300_000);

  test('at an endpoint of somebody else the bucket stands in the path unless the configuration says otherwise', async () => {
    const environment = { AWS_ENDPOINT_URL: 'https://store.example:9000', AWS_CONFIG_FILE: '/dev/null' };
    const place = await ourPlace({ region: 'eu-central-1', bucket: 'clinic', environment });
    expect(place).toMatchObject({ url: 'https://store.example:9000/clinic/key' });
  });
});
