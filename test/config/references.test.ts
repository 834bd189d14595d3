import { describe, expect, test } from '@jest/globals';
import { refusal, resolved, type World } from './config-file.ts';

const file = `defaults:
  sync:
    bucket: "\${stack:SiteBucket}"
environments:
  dev:
    account-id: "\${env:ACCOUNT}"
    region: us-east-1
    stack: clinic-\${env:STAGE}
    sync:
      env:
        API: https://\${stack:ApiHost}/\${env:VERSION}
        PLAIN: \${other:x} $\{env}
`;

const world: World = {
  variables: { ACCOUNT: '111111111111', STAGE: 'dev', VERSION: 'v7' },
  stacks: { 'clinic-dev': { SiteBucket: 'clinic-dev-site', ApiHost: 'api.test' } },
};

describe('references', () => {
  test('outputs of the stack and environment variables, also in the middle of a value', async () => {
    const { texts } = await resolved(file, 'dev', world);
    expect(texts).toEqual({
      ...{ bucket: 'clinic-dev-site', 'aws-region': 'us-east-1', 'expected-account-id': '111111111111' },
      env: 'API=https://api.test/v7\nPLAIN=${other:x} ${env}',
    });
  });

  test.each([
    ['${{ vars.BUCKET }}', 'GitHub replaces ${{ … }} in workflows only'],
    ['${Stack:SiteBucket}', 'a reference to the stack is written ${stack:Key}'],
    ['${ stack:SiteBucket}', 'a reference to the stack is written ${stack:Key}'],
  ])('%s would be taken literally, so it is refused', async (text, reason) => {
    const source = `environments: { dev: { sync: { bucket: "${text}" } } }`;
    expect(await refusal(() => resolved(source, 'dev', world))).toContain(`webapp.yml:1: bucket: ${reason}`);
  });

  test('the commit that is released; outside a run there is none', async () => {
    const source = 'defaults: { sync: { bucket: "site-${commit}" } }';
    const { texts } = await resolved(source, undefined, { commit: 'c0ffee' });
    expect(texts).toEqual({ bucket: 'site-c0ffee' });
    expect(await refusal(() => resolved(source, undefined, {}))).toContain('there is no commit outside a workflow run');
  });

  test('the stack is asked once, in the account and region that the environment says', async () => {
    const { asked } = await resolved(file, 'dev', world);
    expect(asked).toEqual([
      ['clinic-dev', { 'expected-account-id': '111111111111', 'aws-region': 'us-east-1', stack: 'clinic-dev' }],
    ]);
  });

  test('a stack that nothing refers to is not asked', async () => {
    const { asked } = await resolved('environments: { dev: { stack: s, sync: { bucket: b } } }', 'dev', {});
    expect(asked).toEqual([]);
  });

  test('what a variable holds is not read again: it may look like a reference', async () => {
    const source = 'environments: { dev: { sync: { bucket: "${env:NAME}" } } }';
    const { texts, asked } = await resolved(source, 'dev', {
      variables: { NAME: '${env:SECRET}${stack:X}', SECRET: 's' },
    });
    expect(texts).toEqual({ bucket: '${env:SECRET}${stack:X}' });
    expect(asked).toEqual([]);
  });

  test('a variable that is there but empty leaves the input out', async () => {
    const source = 'environments: { dev: { sync: { bucket: "${env:NAME}" } } }';
    expect((await resolved(source, 'dev', { variables: { NAME: '' } })).texts).toEqual({});
  });

  test.each([
    ...['INPUT_GITHUB-TOKEN', 'INPUT_TOKEN', 'input_release', 'STATE_progress'],
    ...['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_RUNTIME_TOKEN', 'ACTIONS_CACHE_URL'],
    ...['GITHUB_TOKEN', 'GH_TOKEN', 'GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN', 'RUNNER_TOKEN', 'GITHUB_PAT'],
    ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'aws_session_token', 'AWS_WEB_IDENTITY_TOKEN_FILE'],
    ...[
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
      'AWS_CONTAINER_AUTHORIZATION_TOKEN',
      'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
    ],
    ...['AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE'],
  ])('%s is refused, with file and line, whether it is set or not; its value is not shown', async (name) => {
    const source = `environments:\n  dev:\n    sync: { env: { A: "x-\${env:${name}}" }, bucket: b }`;
    for (const variables of [{}, { [name]: 'the value' }]) {
      const message = await refusal(() => resolved(source, 'dev', { variables }));
      expect(message).toContain(`webapp.yml:3: env: \${env:${name}} is refused`);
      expect(message).not.toContain('the value');
    }
  });

  test.each([
    'AWS_REGION',
    'GITHUB_SHA',
    'GITHUB_REPOSITORY',
    'RUNNER_OS',
    'API_TOKEN_TTL',
    'NODE_AUTH_TOKEN',
  ])('%s is no credential of the job', async (name) => {
    const source = `environments: { dev: { sync: { bucket: "\${env:${name}}" } } }`;
    expect((await resolved(source, 'dev', { variables: { [name]: 'v' } })).texts).toEqual({ bucket: 'v' });
  });

  test('all that is missing comes in one message, with file and line', async () => {
    const stacks = { 'clinic-dev': { Other: 'x', More: 'y' } };
    const message = await refusal(() => resolved(file, 'dev', { variables: { ACCOUNT: '1', STAGE: 'dev' }, stacks }));
    expect(message.split('\n')).toEqual([
      'The config file refers to what it cannot have:',
      '  - webapp.yml:3: bucket: the stack clinic-dev has no output SiteBucket; it has Other, More.',
      '  - webapp.yml:10: env: the stack clinic-dev has no output ApiHost; it has Other, More.',
      '  - webapp.yml:10: env: the environment variable VERSION is not set.',
      ' Nothing was changed.',
    ]);
  });

  test('while account or stack are not certain, no stack is asked', async () => {
    const message = await refusal(() => resolved(file, 'dev', {}));
    expect(message.split('\n')).toEqual([
      'The config file refers to what it cannot have:',
      '  - webapp.yml:6: expected-account-id: the environment variable ACCOUNT is not set.',
      '  - webapp.yml:8: stack: the environment variable STAGE is not set.',
      ' Nothing was changed.',
    ]);
  });

  test('a reference to a stack where none is named says so', async () => {
    expect(await refusal(() => resolved(file, undefined, world))).toContain(
      'webapp.yml:3: bucket: it refers to the stack output SiteBucket, but no environment with a `stack` is chosen.',
    );
  });

  test('the account cannot come out of the stack that it is to protect', async () => {
    const source = 'environments: { dev: { stack: s, account-id: "${stack:Account}" } }';
    expect(await refusal(() => resolved(source, 'dev', { stacks: { s: { Account: '1' } } }))).toContain(
      'expected-account-id: the stack output Account cannot decide where the stack is.',
    );
  });
});
