import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { ecrRegistryOf } from '../../src/domain/image-reference.ts';
import { partitionNamed, partitionOf } from '../../src/domain/partition.ts';

interface SdkPartition {
  readonly id: string;
  readonly outputs: { readonly dnsSuffix: string; readonly dualStackDnsSuffix: string };
  readonly regions: Readonly<Record<string, unknown>>;
}

/** What the SDK's endpoint rules know. */
async function sdkPartitions(): Promise<readonly SdkPartition[]> {
  const path = 'node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';
  const { partitionsInfo } = await import(pathToFileURL(path).href);
  return partitionsInfo.partitions;
}

test('every region has the domain of the partition that the SDK knows for it', async () => {
  const regions = (await sdkPartitions()).flatMap(({ id, outputs, regions: known }) =>
    Object.keys(known)
      .filter((region) => !region.endsWith('-global'))
      .map((region) => ({ region, name: id, dnsSuffix: outputs.dnsSuffix })),
  );
  expect(regions.length).toBeGreaterThan(45);
  expect(regions.map(({ region }) => ({ region, ...partitionOf(region) }))).toMatchObject(regions);
});

test('every partition is found by its name, and its registries by their hosts', async () => {
  for (const { id, outputs, regions } of await sdkPartitions()) {
    expect(partitionNamed(id)).toMatchObject({ name: id, dnsSuffix: outputs.dnsSuffix });
    for (const region of Object.keys(regions).filter((name) => !name.endsWith('-global'))) {
      const registry = { accountId: '111111111111', region };
      const { dualStackDnsSuffix } = outputs;
      const { dualStackSuffix } = partitionOf(region);
      expect(ecrRegistryOf(`111111111111.dkr.ecr.${region}.${outputs.dnsSuffix}`)).toEqual(registry);
      expect(ecrRegistryOf(`111111111111.dkr.ecr-fips.${region}.${outputs.dnsSuffix}`)).toEqual(registry);
      if (dualStackSuffix) {
        expect(dualStackDnsSuffix.replace(/^api\./, '')).toBe(dualStackSuffix.replace(/^on\./, ''));
        expect(ecrRegistryOf(`111111111111.dkr-ecr.${region}.${dualStackSuffix}`)).toEqual(registry);
      }
    }
  }
});

test.each([
  '111111111111.dkr.ecr.eu-central-1.amazonaws.com.cn',
  '111111111111.dkr.ecr.cn-north-1.amazonaws.com',
  '111111111111.dkr.ecr.eusc-de-east-1.amazonaws.com',
  '111111111111.dkr.ecr.eu-central-1.on.aws',
  '111111111111.dkr-ecr.eu-central-1.amazonaws.com',
  '111111111111.dkr.ecr.eu-central-1.amazonaws.com.example.org',
  '111111111111.dkr.ecr.example.org.amazonaws.com',
  '111111111111.dkr.ecr.eu-central-1.amazonaws.evil.com',
  '11111111111.dkr.ecr.eu-central-1.amazonaws.com',
  'x.111111111111.dkr.ecr.eu-central-1.amazonaws.com',
  '111111111111.dkr.ecr.eu-central-1.amazonaws.com:444',
])('%s is no registry of ECR', (host) => {
  expect(ecrRegistryOf(host)).toBeUndefined();
});
