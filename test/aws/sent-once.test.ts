import { describe, expect, test } from '@jest/globals';
import { appRunner } from '../../src/aws/apprunner.ts';
import type { Network } from '../../src/aws/client.ts';
import { ecs } from '../../src/aws/ecs.ts';
import { elasticBeanstalk } from '../../src/aws/elastic-beanstalk.ts';
import { withVariables } from '../support/variables.ts';

const { signal } = new AbortController();
const arn = 'arn:aws:apprunner:eu-central-1:111111111111:service/clinic/1';

/** What an adapter sends while no answer ever comes back; the SDK would try three times. */
async function sentBy(call: (network: Network) => Promise<unknown>): Promise<number> {
  let sent = 0;
  const handle = async () => {
    sent++;
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  };
  const credentials = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };
  await withVariables(credentials, () => call({ requestHandler: { handle }, maxAttempts: 3 }).catch(() => {}));
  return sent;
}

const options = (network: Network) => ({ region: 'eu-central-1', network });
const runner = (network: Network) => appRunner(options(network)).writer;
const express = (network: Network) => ecs(options(network)).writer;
const beanstalk = (network: Network) => elasticBeanstalk(options(network)).writer;
const service = { arn, name: 'clinic', described: {} };
const configuration = { image: 'public.ecr.aws/clinic/api:1', environment: {}, secrets: {} };
const environments = [{ name: 'a' }, { name: 'b' }];

describe('what begins an operation is sent once: whoever asked looks whether it was carried out', () => {
  test.each<[string, (network: Network) => Promise<unknown>]>([
    ['App Runner: create', (n) => runner(n).create('clinic', configuration as never, {}, signal)],
    ['App Runner: update', (n) => runner(n).update(service as never, configuration as never, signal)],
    ['App Runner: deploy again', (n) => runner(n).redeploy(arn, signal)],
    ['App Runner: resume', (n) => runner(n).resume(arn, signal)],
    ['ECS: create', (n) => express(n).create({ id: {}, configuration, tags: {} } as never, signal)],
    ['Beanstalk: update', (n) => beanstalk(n).update('clinic', { versionLabel: 'v1' }, signal)],
    ['Beanstalk: tags', (n) => beanstalk(n).tag(arn, { put: { a: '1' }, removed: [] }, signal)],
    ['Beanstalk: swap', (n) => beanstalk(n).swapCnames(environments as never, signal)],
    [
      'Beanstalk: create',
      (n) =>
        beanstalk(n).create({ name: 'a', application: 'a', versionLabel: 'v', options: [], tags: {} } as never, signal),
    ],
  ])('%s', async (_, write) => {
    expect(await sentBy(write)).toBe(1);
  });

  test('a read is sent again', async () => {
    expect(await sentBy((network) => appRunner(options(network)).reader.service(arn, signal))).toBe(3);
  });
});
