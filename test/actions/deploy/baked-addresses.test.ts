import { afterEach, describe, expect, test } from '@jest/globals';
import { readDocument } from '../../../src/config/document.ts';
import { foreignAddresses } from '../../../src/config/foreign-addresses.ts';
import { accountId, region } from '../../support/action.ts';
import { type ChainStage, commits, startChain } from './chain-stage.ts';

describe('the addresses of other environments', () => {
  const config = `defaults:
  smoke-test: { site-url: "https://shared.example" }
environments:
  dev:
    smoke-test: { api-url: "https://api.dev.example/v1", site-url: "https://both.example" }
  staging:
    smoke-test: { api-url: "https://api.staging.example:8443/v1", site-url: "\${stack:SiteUrl}" }
  prod:
    sync-spa-s3: { runtime-config: { SENTRY: "https://sentry.example" } }
    smoke-test: { api-url: "not one", site-url: "https://both.example/" }
  old:
    smoke-test: { site-url: "https://shared.example" }
`;

  test.each([
    ['dev', { 'https://api.staging.example:8443': 'staging' }],
    ['prod', { 'https://api.dev.example': 'dev', 'https://api.staging.example:8443': 'staging' }],
  ])('are, for %s, those under api-url and site-url that it does not have itself', (environment, expected) => {
    expect(Object.fromEntries(foreignAddresses(readDocument('webapp.yml', config), environment))).toEqual(expected);
  });
});

describe('a site that was built for another environment', () => {
  let stage: ChainStage;
  afterEach(() => stage.close());

  const release = async (script: string, commit: string = commits.one) => {
    stage.write({ 'dist/assets/main-1a2b3c4d.js': script });
    return stage.deploy({ commit });
  };

  test('is refused before anything is changed, with file and address; its own address, and one that is only alike, are not', async () => {
    stage = await startChain({
      environments: '  staging:\n    smoke-test: { api-url: "https://api.staging.example" }\n',
    });
    stage.calls();
    const { failure, outputs } = await release('const api="https://api.staging.example/v1";');
    expect(failure?.message).toContain(
      'The built file assets/main-1a2b3c4d.js holds https://api.staging.example, which is the address of the environment staging; nothing was changed.',
    );
    expect(outputs).toMatchObject({ 'failed-stage': 'site', changed: false });
    expect(stage.calls().filter((call) => !/:(Describe|List|Get|BatchGet|BatchCheck|Head)/.test(call))).toEqual([]);

    const alike = 'const api="https://api.staging.example.com/v1", other="https://api.dev.example";';
    expect((await release(alike)).failure).toBeUndefined();
  }, 120_000);

  test('is found where the address is an output of a stack of this account; those of other accounts are named in the log, once', async () => {
    stage = await startChain({
      sections: { 'smoke-test': 'variables: { A: b }' },
      environments: `  staging:
    account-id: "${accountId}"
    region: ${region}
    stack: clinic-staging
    smoke-test: { api-url: "\${stack:ApiUrl}", site-url: "\${stack:Gone}" }
  prod:
    account-id: "222222222222"
    region: ${region}
    stack: clinic-prod
    smoke-test: { api-url: "\${stack:ApiUrl}", site-url: "\${env:SITE}" }
`,
    });
    const outputs = { ApiUrl: 'https://api.staging.example' };
    stage.cloud.cloudFormation.stack({ accountId, region, name: 'clinic-staging', outputs });
    const { failure } = await release('const api="https://api.staging.example/v1";');
    expect(failure?.message).toContain(
      'holds https://api.staging.example, which is the address of the environment staging',
    );
    const { failure: none, log } = await release('const api="https://api.prod.example";');
    expect(none).toBeUndefined();
    expect(log.filter((line) => line.startsWith('Addresses of other environments'))).toEqual([
      'Addresses of other environments that are not known here, so the site is not searched for them: staging (${stack:Gone}), prod (${stack:ApiUrl}), prod (${env:SITE}).',
    ]);
  }, 120_000);
});
