import { readFileSync } from 'node:fs';
import { Document, Scalar, YAMLSeq } from 'yaml';
import { pascalCase } from './united-policy.ts';

const path = 'infra/account.yml';
/** CloudFormation reads YAML 1.1, where a bare 2012-10-17 is a date. */
const yaml = { version: '1.1' } as const;

/** An action that the roles of infra/account.yml run, and the conditions of the template under which they do. */
interface Permitted {
  readonly action: string;
  /** The parameter that makes sure that the resource exists. */
  readonly given?: string;
  readonly deploys: string;
  readonly plans: string;
}

const permitted: readonly Permitted[] = [
  { action: 'build-push-ecr', given: 'RepositoryName', deploys: 'HasRepositoryName', plans: 'PlansImage' },
  { action: 'seed-rds', given: 'SecretName', deploys: 'HasSecretName', plans: 'PlansDatabase' },
  { action: 'deploy-apprunner', deploys: 'OnAppRunner', plans: 'PlansAppRunner' },
  { action: 'deploy-ecs-express', deploys: 'OnExpress', plans: 'PlansExpress' },
  { action: 'deploy-beanstalk', deploys: 'OnBeanstalk', plans: 'PlansBeanstalk' },
  { action: 'sync-spa-s3', given: 'SiteBucket', deploys: 'HasSiteBucket', plans: 'PlansSite' },
  { action: 'invalidate-cloudfront', given: 'DistributionId', deploys: 'HasDistributionId', plans: 'PlansEdge' },
  { action: 'smoke-test', given: 'SmokeSecretName', deploys: 'HasSmokeSecretName', plans: 'PlansSmoke' },
];

/** infra/account.yml, with the permissions of its roles as the actions' policies say. */
export function accountTemplate(): { readonly path: string; readonly content: string } {
  const template = readFileSync(path, 'utf8');
  const optional = [...template.matchAll(/^ {2}Has(\w+):/gm)].map(([, name = '']) => name);
  const policies = [
    ...permitted.map((each) => ({ ...each, ...deployRole, condition: each.deploys })),
    ...permitted.map((each) => ({ ...each, ...planRole, condition: each.plans })),
    ...permitted
      .filter(({ action }) => action === 'invalidate-cloudfront')
      .map((each) => ({ ...each, ...previewRole, condition: 'Previews' })),
  ].map((granted) => rolePolicy(granted, optional));
  return { path, content: template.replace(section, (_, begin, end) => `${begin}\n${policies.join('\n')}\n${end}`) };
}

const section = /( {2}# BEGIN policies:.*\n)[^]*?( {2}# END policies\n)/;

const deployRole = { role: 'DeployRole', file: 'iam-policy.json' };
const planRole = { role: 'PlanRole', file: 'iam-policy-dry-run.json' };
const previewRole = { role: 'PreviewRole', file: 'iam-policy.json' };

/** The permissions for an action that a role gets under a condition, from a file of the action. */
interface Granted {
  readonly action: string;
  readonly given?: string;
  readonly role: string;
  readonly file: string;
  readonly condition: string;
}

/** One inline policy of a role, as a resource of the template. */
function rolePolicy({ action, given, role, file, condition }: Granted, optional: readonly string[]): string {
  const { Version, Statement } = JSON.parse(readFileSync(`actions/${action}/${file}`, 'utf8'));
  const open = optional.filter((name) => name !== given);
  const resource = {
    Type: 'AWS::IAM::RolePolicy',
    Condition: condition,
    Properties: {
      RoleName: tagged('!Ref', role),
      PolicyName: action,
      PolicyDocument: { Version, Statement: Statement.map((statement: IamStatement) => conditional(statement, open)) },
    },
  };
  const text = new Document({ [role + pascalCase(action)]: resource }, yaml).toString({ lineWidth: 0 });
  return text.replace(/^(?=.)/gm, '  ').replace(/\n+$/, '\n');
}

interface IamStatement {
  readonly Resource: string | readonly string[];
}

/** A statement about an optional resource is there only where its parameter is given. */
function conditional(statement: IamStatement, optional: readonly string[]): unknown {
  const resources = [statement.Resource].flat();
  const needed = resources.map((resource) => optional.find((name) => resource.includes(`\${${name}}`)));
  if (new Set(needed).size === 1) return onlyWith(needed[0], substituted(statement));
  const items = resources.map((resource, index) => onlyWith(needed[index], substituted(resource)));
  return { ...(substituted(statement) as object), Resource: items };
}

function onlyWith(parameter: string | undefined, value: unknown): unknown {
  return parameter === undefined ? value : tagged('!If', [`Has${parameter}`, value, tagged('!Ref', 'AWS::NoValue')]);
}

/** The policies' placeholders are CloudFormation's own, and the template's parameters bear their names. */
function substituted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.some((item) => item.includes('${')) ? value.map(substituted) : onOneLine(value);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, substituted(item)]));
  if (typeof value !== 'string' || !value.includes('${')) return value;
  const [, parameter] = /^\$\{([^}]+)\}$/.exec(value) ?? [];
  return parameter === undefined ? tagged('!Sub', value) : tagged('!Ref', parameter);
}

/** CloudFormation takes no template above 51,200 bytes from the command line. */
function onOneLine(names: readonly string[]): unknown {
  const { contents } = new Document(names);
  if (contents instanceof YAMLSeq) contents.flow = true;
  return contents;
}

/** A node with one of CloudFormation's short forms. */
function tagged(tag: '!If' | '!Ref' | '!Sub', value: string | readonly unknown[]): unknown {
  const node = typeof value === 'string' ? new Scalar(value) : new Document(value).contents;
  if (node instanceof Scalar || node instanceof YAMLSeq) node.tag = tag;
  return node;
}
