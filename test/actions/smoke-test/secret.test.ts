import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { secretsManager } from '../../../src/aws/secrets-manager.ts';
import { type Cloud, startCloud } from '../../cloud/cloud.ts';
import type { PolicyDocument } from '../../cloud/iam/policy.ts';
import { policyFor } from '../../cloud/iam/policy-template.ts';
import { json, startServer, type TestServer } from './support/server.ts';
import { smoke, statuses } from './support/smoke.ts';

const accountId = '111111111111';
const region = 'us-east-1';
const suite =
  'name: s\nvariables: { PASSWORD: "" }\nchecks:\n  - { name: c, post: "${API}", body: { text: "${PASSWORD}" }, expect: { json: { $.right: true } } }';

let cloud: Cloud;
let api: TestServer;
let policy: PolicyDocument;
const before = { ...process.env };

beforeAll(async () => {
  cloud = await startCloud();
  api = await startServer(({ body }) => json({ right: body.toString() === 'a real password' }));
  const value = { PASSWORD: 'a real password' };
  cloud.secrets.create({ name: 'clinic/smoke', accountId, region, value });
  const template = readFileSync('actions/smoke-test/iam-policy.json', 'utf8');
  policy = policyFor(template, { 'AWS::Region': region, 'AWS::AccountId': accountId, SmokeSecretName: 'clinic/smoke' });
});

afterAll(async () => {
  for (const name of Object.keys(process.env))
    if (name.startsWith('AWS_') && !(name in before)) delete process.env[name];
  await api.close();
  await cloud.close();
});

/** Runs the action under a caller with exactly these statements, through the real SDK. */
async function runWith(statements: PolicyDocument['Statement']) {
  const caller = cloud.iam.user({ accountId, name: 'smoke', policies: [{ ...policy, Statement: statements }] });
  Object.assign(process.env, cloud.environment(caller, region));
  return smoke(suite, {
    inputs: { 'api-url': api.url, 'secrets-from': 'clinic/smoke' },
    secrets: (id) => secretsManager({ region }).reader.secretText(id, new AbortController().signal),
  });
}

test("a secret's fields become variables under exactly the documented policy", async () => {
  const ended = await runWith(policy.Statement);
  expect(statuses(ended)).toEqual(['c: passed']);
  expect(ended.masked).toContain('a real password');
});

test('each statement of the policy is needed: without it nothing is sent', async () => {
  const statements = [policy.Statement].flat();
  expect(statements).not.toEqual([]);
  for (const removed of statements) {
    const sent = api.seen.length;
    await expect(runWith(statements.filter((statement) => statement !== removed))).rejects.toThrow(
      /Reading the secret clinic\/smoke failed: AccessDenied/,
    );
    expect(api.seen.length).toBe(sent);
  }
});

test.each([
  'AWS_SECRET_ACCESS_KEY',
  'INPUT_GITHUB-TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'GITHUB_TOKEN',
])('%s is no secret of the app, so it is sent nowhere', async (variable) => {
  const sent = api.seen.length;
  const inputs = { 'api-url': api.url, 'secrets-from': `PASSWORD=${variable}` };
  await expect(async () => smoke(suite, { inputs })).rejects.toThrow(/secrets-from/);
  expect(api.seen.length).toBe(sent);
});
