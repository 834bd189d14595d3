import { statSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { listOf, type PolicyDocument, statementsOf } from '../cloud/iam/policy.ts';
import { readTemplate } from '../support/cloudformation-yaml.ts';
import { bootstrapped, bootstrapStack, boundaryOf, policiesOf } from './environment-stacks.ts';

const { resources, outputs } = bootstrapStack();
const longest = {
  ...{ App: 'a'.repeat(19), Environment: 'e'.repeat(19) },
  Repository: `${'o'.repeat(39)}@1234567890/${'r'.repeat(60)}@1234567890`,
  ...{ WorkflowRef: 'c'.repeat(40), NextWorkflowRef: 'd'.repeat(40), HostedZoneId: 'Z'.repeat(32) },
};
const roles = ['CloudFormationRole', 'ProvisionRole', 'PlanRole'];

test('four parameters are asked for, and the rest has a default', () => {
  const { Parameters = {} } = readTemplate('infra/bootstrap.yml');
  const asked = Object.entries(Parameters).filter(([, { Default }]) => Default === undefined);
  expect(asked.map(([name]) => name)).toEqual(['App', 'Environment', 'Repository', 'Email']);
});

test.each([
  { App: 'Clinic' },
  { App: 'clinic-' },
  { App: 'clinic--web' },
  { App: 'a'.repeat(20) },
  { Environment: 'pre_prod' },
  { Repository: 'acme/clinic' },
  { Repository: 'acme@7/clinic@42:environment:prod' },
  { Email: 'nobody' },
  { WorkflowRef: '*' },
  { NextWorkflowRef: 'refs/heads/*' },
  { OidcProviderArn: 'arn:aws:iam::222222222222:oidc-provider/example.com' },
])('%j is refused', (parameters) => {
  expect(() => bootstrapStack(parameters)).toThrow('is not as its');
});

test('it is within the limits of CloudFormation and IAM, with the longest names', () => {
  expect(statSync('infra/bootstrap.yml').size).toBeLessThanOrEqual(51_200);
  const stack = bootstrapStack(longest);
  for (const { Properties } of Object.values(stack.resources)) {
    expect(String(Properties['RoleName'] ?? '').length).toBeLessThanOrEqual(64);
    if (Properties['ManagedPolicyName']) expect(size(Properties['PolicyDocument'])).toBeLessThanOrEqual(6_144);
  }
  for (const role of roles) {
    const { Policies = [], AssumeRolePolicyDocument } = stack.resources[role]?.Properties ?? {};
    const inline = (Policies as readonly { readonly PolicyDocument: unknown }[]).map(
      ({ PolicyDocument }) => PolicyDocument,
    );
    expect(inline.map(size).reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(10_240);
    expect(size(AssumeRolePolicyDocument)).toBeLessThanOrEqual(2_048);
  }
});

/** As IAM counts: without white space. */
function size(document: unknown): number {
  return JSON.stringify(document).replaceAll(/\s/g, '').length;
}

describe('privileges', () => {
  const documents = [...roles.flatMap((role) => policiesOf(bootstrapStack(), role)), boundaryOf(bootstrapStack())];

  test('nobody is an administrator', () => {
    expect(JSON.stringify(resources)).not.toMatch(/AdministratorAccess|PowerUser|IAMFullAccess/);
    const allowing = documents.flatMap(statementsOf).filter(({ Effect }) => Effect === 'Allow');
    for (const { Action, NotAction, Resource, NotResource } of allowing) {
      expect([NotAction, NotResource]).toEqual([undefined, undefined]);
      for (const action of listOf(Action)) expect(action).toMatch(/^[a-z0-9-]+:./);
      if (!listOf(Resource).includes('*')) continue;
      for (const action of listOf(Action))
        expect(action).not.toMatch(/^(iam|sts|s3|secretsmanager|kms|lambda|rds):\*$/);
    }
  });

  test('only CloudFormation takes on the role that makes things, and only for this account', () => {
    const trust = resources['CloudFormationRole']?.Properties['AssumeRolePolicyDocument'] as PolicyDocument;
    expect(statementsOf(trust)).toMatchObject([
      {
        Principal: { Service: 'cloudformation.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '222222222222' } },
      },
    ]);
  });

  test('what it was made with lies outside the path of the roles that it makes', () => {
    for (const role of roles) expect(resources[role]?.Properties['Path']).toBe('/webapp-bootstrap/');
    expect(resources['Boundary']?.Properties['Path']).toBe('/webapp-bootstrap/');
  });
});

test('a budget of 50 USD a month tells by mail, of what was spent and of what is to be expected', () => {
  const { Budget, NotificationsWithSubscribers } = resources['Budget']?.Properties ?? {};
  expect(Budget).toMatchObject({ BudgetLimit: { Amount: '50', Unit: 'USD' }, TimeUnit: 'MONTHLY' });
  const mail = [{ SubscriptionType: 'EMAIL', Address: bootstrapped.Email }];
  expect(NotificationsWithSubscribers).toMatchObject([
    { Notification: { NotificationType: 'ACTUAL' }, Subscribers: mail },
    { Notification: { NotificationType: 'FORECASTED' }, Subscribers: mail },
  ]);
});

test('the identity provider is made where there is none, and a creation that failed leaves none behind', () => {
  expect(resources['OidcProvider']?.DeletionPolicy).toBe('RetainExceptOnCreate');
  const OidcProviderArn = 'arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com';
  const second = bootstrapStack({ OidcProviderArn });
  expect(second.resources).not.toHaveProperty('OidcProvider');
  expect([outputs['OidcProvider'], second.outputs['OidcProvider']]).toEqual([OidcProviderArn, OidcProviderArn]);
});
