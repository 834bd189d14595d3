import { readFileSync } from 'node:fs';
import { Document, Scalar, YAMLSeq } from 'yaml';
import { pascalCase } from './united-policy.ts';

const path = 'infra/account.yml';
/** CloudFormation reads YAML 1.1, where a bare 2012-10-17 is a date. */
const yaml = { version: '1.1' } as const;

/** An action that the roles of infra/account.yml run. */
interface Permitted {
  readonly action: string;
  /** The condition of the template under which there is anything to permit. */
  readonly condition: string;
  /** The parameter without which there is nothing to permit. */
  readonly given?: string;
  /** Whether its plan reads a secret, which is not for every pull request. */
  readonly readsSecret?: boolean;
}

const permitted: readonly Permitted[] = [
  { action: 'build-push-ecr', given: 'RepositoryName', condition: 'HasRepositoryName' },
  { action: 'seed-rds', given: 'SecretName', condition: 'HasSecretName', readsSecret: true },
  { action: 'deploy-apprunner', condition: 'OnAppRunner' },
  { action: 'deploy-ecs-express', condition: 'OnExpress' },
  { action: 'deploy-beanstalk', condition: 'OnBeanstalk' },
  { action: 'sync-spa-s3', given: 'SiteBucket', condition: 'HasSiteBucket' },
  { action: 'invalidate-cloudfront', given: 'DistributionId', condition: 'HasDistributionId' },
  { action: 'smoke-test', given: 'SmokeSecretName', condition: 'HasSmokeSecretName', readsSecret: true },
];

/** A role of the template, and the condition under which it gets a policy. */
interface Holder {
  readonly role: string;
  readonly if?: string;
}

/** infra/account.yml, with the permissions of its roles as the actions' policies say. */
export function accountTemplate(): { readonly path: string; readonly content: string } {
  const template = readFileSync(path, 'utf8');
  const optional = [...template.matchAll(/^ {2}Has(\w+):/gm)].map(([, name = '']) => name);
  const policies = permitted.flatMap((each) => [...releasing(each, optional), planning(each, optional)]);
  policies.push(askingAboutSecrets(optional));
  return { path, content: template.replace(section, (_, begin, end) => `${begin}\n${policies.join('\n')}\n${end}`) };
}

const section = /( {2}# BEGIN policies:.*\n)[^]*?( {2}# END policies\n)/;

/** Who builds may do what building needs, and read no other repository: that is for promotions. */
function releasing(each: Permitted, optional: readonly string[]): readonly string[] {
  const holders: Holder[] = [{ role: 'DeployRole' }];
  if (each.action === 'invalidate-cloudfront') holders.push({ role: 'PreviewRole', if: 'Previews' });
  const statements = statementsOf(each, 'iam-policy.json');
  if (each.action !== 'build-push-ecr')
    return [policy('Release', each, holders, conditionals(statements, each, optional))];
  const [copying, building] = partition(statements, ({ Resource }) => [Resource].flat().some(isOfPromotions));
  const promoting = { ...each, condition: 'HasSourceRepositoryName', given: 'SourceRepositoryName' };
  return [
    policy('Release', each, [...holders, { role: 'BuildRole' }], conditionals(building, each, optional)),
    policy('Copy', promoting, holders, conditionals(copying, promoting, optional)),
  ];
}

function planning(each: Permitted, optional: readonly string[]): string {
  const holders = [
    { role: 'PromotionPlanRole' },
    { role: 'PlanRole', if: each.readsSecret ? 'ReadsSecrets' : 'Plans' },
  ];
  return policy('Plan', each, holders, conditionals(statementsOf(each, 'iam-policy-dry-run.json'), each, optional));
}

const isOfPromotions = (resource: string) => resource.includes('${SourceRepositoryName}');

function partition<T>(items: readonly T[], test: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** The statement that all backends have word for word. */
const ofAllBackends = 'CheckSecrets';

function statementsOf({ action }: Permitted, file: string): readonly IamStatement[] {
  return documented(action, file).filter(({ Sid }) => Sid !== ofAllBackends);
}

function documented(action: string, file: string): readonly IamStatement[] {
  return JSON.parse(readFileSync(`actions/${action}/${file}`, 'utf8')).Statement;
}

/** When a secret was changed, and never its value; it stands once in the template, which has a limit of size. */
function askingAboutSecrets(optional: readonly string[]): string {
  const statements = documented('deploy-apprunner', 'iam-policy.json').filter(({ Sid }) => Sid === ofAllBackends);
  const each = { action: 'secrets', condition: 'OnBackend' };
  const holders = [{ role: 'DeployRole' }, { role: 'PromotionPlanRole' }, { role: 'PlanRole', if: 'ReadsSecrets' }];
  return policy('Plan', each, holders, conditionals(statements, each, optional));
}

function conditionals(statements: readonly IamStatement[], { given }: Permitted, optional: readonly string[]) {
  const open = optional.filter((name) => name !== given);
  return statements.map((statement) => conditional(statement, open));
}

/** One inline policy, of all roles that hold it, as a resource of the template. */
function policy(
  kind: 'Release' | 'Copy' | 'Plan',
  { action, condition }: Permitted,
  holders: readonly Holder[],
  statements: readonly unknown[],
): string {
  const resource = {
    Type: 'AWS::IAM::Policy',
    Condition: condition,
    Properties: {
      Roles: holders.map(held),
      PolicyName: `${kind.toLowerCase()}-${action}`,
      PolicyDocument: { Version: '2012-10-17', Statement: statements },
    },
  };
  const text = new Document({ [kind + pascalCase(action)]: resource }, yaml).toString({ lineWidth: 0 });
  return text.replace(/^(?=.)/gm, '  ').replace(/\n+$/, '\n');
}

function held({ role, if: condition }: Holder): unknown {
  const reference = tagged('!Ref', role);
  return condition === undefined ? reference : tagged('!If', [condition, reference, tagged('!Ref', 'AWS::NoValue')]);
}

interface IamStatement {
  readonly Sid: string;
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
