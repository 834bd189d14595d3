import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { explained } from '../../src/aws/client.ts';
import { credentialTrouble } from '../../src/aws/credential-advice.ts';
import { UserError } from '../../src/errors.ts';

/** The parts of the SDK's default chain, and what they read profiles and tokens with. */
const packages = ['env', 'http', 'ini', 'login', 'node', 'process', 'sso', 'web-identity']
  .map((name) => `node_modules/@aws-sdk/credential-provider-${name}/dist-es`)
  .concat('node_modules/@aws-sdk/token-providers/dist-es', 'node_modules/@smithy/credential-provider-imds/dist-es');

/** The messages of the errors that the SDK's own code makes. */
const messages = [...new Set(packages.flatMap(messagesIn))];

/** These only lead on to the next provider, or say that there is none at all. */
const none =
  /^(Unable to find environment variable credentials|Could not load (credentials|token) from any providers|x not set in env, checking|No HTTP credential provider host|EC2 Instance Metadata Service access disabled|Please pass|Value not present|Token not present)/;

describe('what the providers of the SDK say', () => {
  test('is found in its code', () => {
    expect(messages.length).toBeGreaterThan(40);
  });

  test.each(messages.filter((message) => !none.test(message)))('%s: has a next step of its own', (message) => {
    const { why, next } = credentialTrouble(message, {});
    expect(why).toBe(message);
    expect(next).not.toMatch(/^Put aws-actions/);
  });

  test.each(messages.filter((message) => none.test(message)))('%s: the credentials step is missing', (message) => {
    expect(credentialTrouble(message, {}).next).toMatch(/configure-aws-credentials/);
  });
});

describe('where STS refuses the role', () => {
  const refusal = (name: string, message: string) =>
    explained(Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 403 } }), 'Listing s3://site/');

  test.each([
    ['AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', /trust policy accept this job/],
    [
      'AccessDenied',
      'User: arn is not authorized to perform: sts:AssumeRole on resource: arn',
      /trust policy accept this job/,
    ],
    ['InvalidIdentityToken', 'No OpenIDConnect provider found in your account', /identity provider of this account/],
    ['AccessDenied', 'User: arn is not authorized to perform: s3:ListBucket', /Add the permission to the role/],
    ['ExpiredToken', 'The security token included in the request is expired', /role-duration-seconds/],
  ])('%s, %s', (name, message, next) => {
    const error = refusal(name, message);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).parts.next).toMatch(next);
  });
});

function messagesIn(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((path) => /(?<!browser)\.js$/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'));
  const thrown =
    /new (?:\w+ProviderError|InstanceMetadataV1FallbackError)\(\s*(?:"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g;
  return sources.flatMap((source) =>
    [...source.matchAll(thrown)].map(
      ([, plain, template]) => (plain ?? template ?? '').replace(/\$\{[^}]*\}/g, 'x').split('\n')[0] ?? '',
    ),
  );
}
