import { arnOf } from '../domain/arn.ts';

interface Pair {
  readonly name: string;
  readonly value: string;
}

interface Variables {
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

interface Given {
  readonly env: readonly Pair[];
  readonly secrets: readonly Pair[];
  readonly envStrategy: 'merge' | 'replace';
  /** Names of variables that were put there by earlier releases. */
  readonly managedVariables?: readonly string[];
}

/** What is given over what is there; a variable that becomes a secret, or the other way round, leaves its old place. */
export function wantedVariables(given: Given, present: Variables | undefined): Variables {
  const { env, secrets } = given;
  const kept = keptVariables(given, present);
  return {
    environment: over(kept?.environment, env, secrets),
    secrets: over(kept?.secrets, secrets, env),
  };
}

/** Variables that are there and stay though nobody names them: with `merge`, those that no release has put there. */
export function unnamedVariables(given: Given, present: Variables | undefined): readonly string[] {
  const { environment = {}, secrets = {} } = keptVariables(given, present) ?? {};
  const named = new Set([...given.env, ...given.secrets].map(({ name }) => name));
  return Object.keys({ ...environment, ...secrets })
    .filter((name) => !named.has(name))
    .toSorted();
}

function keptVariables({ envStrategy, managedVariables = [] }: Given, present: Variables | undefined) {
  if (envStrategy === 'replace' || !present) return undefined;
  const managed = new Set(managedVariables);
  const others = (variables: Variables[keyof Variables]) =>
    Object.fromEntries(Object.entries(variables).filter(([name]) => !managed.has(name)));
  return { environment: others(present.environment), secrets: others(present.secrets) };
}

function over(
  present: Readonly<Record<string, string>> = {},
  given: readonly Pair[],
  elsewhere: readonly Pair[],
): Readonly<Record<string, string>> {
  const kept = Object.entries(present).filter(([name]) => !elsewhere.some((moved) => moved.name === name));
  return Object.fromEntries([...kept, ...given.map(({ name, value }) => [name, value] as const)]);
}

/** What is wrong with the variables; `reservedPrefix` begins the names that the platform keeps for itself. */
export function variableProblems({ env, secrets }: Given, reservedPrefix?: string): readonly string[] {
  const twice = env.filter(({ name }) => secrets.some((secret) => secret.name === name));
  const reserved = [...env, ...secrets].filter(({ name }) => reservedPrefix && name.startsWith(reservedPrefix));
  const noArn = secrets.filter(({ value }) => !isSecretArn(value));
  return [
    ...twice.map(
      ({ name }) => `The variable ${name} is given under \`env\` and under \`secrets\`: give it in one of them.`,
    ),
    ...reserved.map(
      ({ name }) => `The variable ${name} cannot be set: names that begin with ${reservedPrefix} are reserved.`,
    ),
    ...noArn.map(
      ({ name }) => `The secret ${name} is not given by the ARN of a Secrets Manager secret or of an SSM parameter.`,
    ),
  ];
}

function isSecretArn(text: string): boolean {
  const { service = '', region, account, resource = '' } = arnOf(text) ?? {};
  return Boolean(region && account) && /^(secretsmanager:secret:.|ssm:parameter\/.)/.test(`${service}:${resource}`);
}
