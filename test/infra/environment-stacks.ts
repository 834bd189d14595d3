import { listOf, type PolicyDocument } from '../cloud/iam/policy.ts';
import { type ResolvedStack, resolveStack } from '../support/cloudformation-template.ts';
import { readTemplate } from '../support/cloudformation-yaml.ts';

export const accountId = '222222222222';
export const region = 'eu-central-1';
/** What the templates of an environment are made with at least. */
export const clinic = { App: 'clinic', Environment: 'prod' };
export const bootstrapped = { ...clinic, Repository: 'acme@7/clinic@42', Email: 'dev@example.com' };
export const boundaryArn = `arn:aws:iam::${accountId}:policy/webapp-bootstrap/clinic-prod-boundary`;

type Parameters = Readonly<Record<string, string>>;

/** infra/bootstrap.yml as a stack. */
export function bootstrapStack(parameters: Parameters = {}): ResolvedStack {
  const attributes = {
    Boundary: boundaryArn,
    'CloudFormationRole.Arn': `arn:aws:iam::${accountId}:role/webapp-bootstrap/clinic-prod-cloudformation`,
    OidcProvider: `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com`,
  };
  const settings = { parameters: { ...bootstrapped, ...parameters }, accountId, region, attributes };
  return resolveStack('infra/bootstrap.yml', settings);
}

/** A template of an environment as a stack, with what its resources are, by `Role` or `Role.Arn` [the name itself]. */
export function environmentStack(
  template: 'data' | 'app' | 'edge' | 'monitoring',
  parameters: Parameters = {},
  attributes: Parameters = {},
): ResolvedStack {
  const place = { accountId, region: template === 'edge' ? 'us-east-1' : region };
  return resolveStack(`infra/${template}.yml`, { parameters: { ...clinic, ...parameters }, attributes, ...place });
}

/** The inline policies of a role, and those of the stack's own that are attached to it. */
export function policiesOf({ resources }: ResolvedStack, role: string): readonly PolicyDocument[] {
  const inline = (resources[role]?.Properties['Policies'] ?? []) as readonly {
    readonly PolicyDocument: PolicyDocument;
  }[];
  const attached = Object.values(resources)
    .filter(({ Properties: { Roles, RoleName } }) => listOf((Roles ?? RoleName) as string[]).includes(role))
    .filter(({ Type }) => Type.endsWith('Policy'))
    .map(({ Properties }) => Properties['PolicyDocument'] as PolicyDocument);
  return [...inline.map(({ PolicyDocument }) => PolicyDocument), ...attached];
}

export function boundaryOf({ resources }: ResolvedStack): PolicyDocument {
  return resources['Boundary']?.Properties['PolicyDocument'] as PolicyDocument;
}

/** The types of the resources in templates. */
export function templateTypes(templates: readonly string[]): readonly string[] {
  const resources = templates.flatMap((name) => Object.values(readTemplate(`infra/${name}.yml`).Resources));
  return [...new Set(resources.map(({ Type }) => String(Type)))].toSorted();
}
