import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { bucket, type SiteStage, site, startSite } from '../actions/sync-spa-s3/site-stage.ts';
import { type PolicyDocument, statementsOf } from '../cloud/iam/policy.ts';
import { accountId, failureOf, region } from '../support/action.ts';
import { resolveStack } from '../support/cloudformation-template.ts';

let stage: SiteStage;
let as: ReturnType<SiteStage['caller']>;

beforeEach(async () => {
  stage = await startSite();
  await stage.sync(site('a1'));
  as = stage.caller(...previewPolicies());
});
afterEach(() => stage.close());

/** The role's own policies in infra/account.yml. */
function previewPolicies(): readonly PolicyDocument[] {
  const parameters = {
    ...{ GitHubOwner: 'acme', GitHubOwnerId: '7', GitHubRepository: 'clinic', GitHubRepositoryId: '42' },
    ...{ GitHubEnvironment: 'dev', StackName: 'clinic-dev', Backend: 'none', PullRequests: 'preview' },
    ...{ SiteBucket: bucket, DistributionId: 'E1' },
  };
  const { resources } = resolveStack('infra/account.yml', { parameters, accountId, region });
  const policies = resources['PreviewRole']?.Properties['Policies'] as readonly {
    readonly PolicyDocument: PolicyDocument;
  }[];
  return policies.map(({ PolicyDocument }) => PolicyDocument);
}

test('the preview role puts a preview beside the site, replaces and prunes it', async () => {
  const preview = {
    prefix: 'previews/pr-7',
    'public-path': '/',
    'keep-releases': '1',
    'keep-days': '0',
    'max-delete': '100 %',
  };
  await stage.sync(site('b2'), preview, { as });
  stage.days(1);
  const { failure, outputs } = await stage.sync(site('c3'), preview, { as });
  expect(failure).toBeUndefined();
  expect(outputs['deleted']).toBe(1);
  expect(await stage.content('previews/pr-7/index.html')).toContain('app-c3c0ffee0.js');
  expect(await stage.content('index.html')).toContain('app-a1c0ffee0.js');
});

test.each([
  {},
  { prefix: 'previews' },
  { prefix: 'previews-of-others/pr-7' },
  { prefix: 'assets' },
])('it does not touch the site, nor anything beside the previews: %j', async (inputs) => {
  const before = stage.keys();
  expect(await failureOf(stage.sync(site('b2'), { 'public-path': '/', ...inputs }, { as }))).toContain('AccessDenied');
  expect(stage.keys()).toEqual(before);
  expect(await stage.content('index.html')).toContain('app-a1c0ffee0.js');
});

test('every statement that it has is about its own bucket, stack or distribution', () => {
  const resources = previewPolicies()
    .flatMap(statementsOf)
    .flatMap(({ Resource }) => Resource ?? []);
  expect(resources.filter((arn) => arn === '*')).toEqual([]);
});
