import type { Mappings } from './cloudformation-yaml.ts';

/** What the functions of a template refer to. */
export interface Scope {
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly mappings: Mappings;
  readonly names: Readonly<Record<string, string>>;
}

const functions: Readonly<Record<string, (argument: never, scope: Scope) => unknown>> = {
  Ref: (name: string, scope) => (name === 'AWS::NoValue' ? undefined : named(name, scope)),
  'Fn::GetAtt': (name: string | readonly string[], scope) => named([name].flat().join('.'), scope),
  'Fn::Sub': (argument: string | readonly [string, Readonly<Record<string, unknown>>], scope) => {
    const [text, own] = typeof argument === 'string' ? [argument, {}] : argument;
    const values = resolved(own, scope) as Readonly<Record<string, string>>;
    return text.replace(/\$\{(!?)([\w:.]+)\}/g, (_, literal: string, name: string) =>
      literal ? `\${${name}}` : (values[name] ?? named(name, scope)),
    );
  },
  'Fn::If': ([condition, yes, no]: readonly [string, unknown, unknown], scope) =>
    resolved(holds({ Condition: condition }, scope) ? yes : no, scope),
  'Fn::Join': ([separator, items]: readonly [string, unknown], scope) =>
    (resolved(items, scope) as readonly string[]).join(separator),
  'Fn::Select': ([index, items]: readonly [number, unknown], scope) =>
    (resolved(items, scope) as readonly unknown[])[Number(index)],
  'Fn::Split': ([separator, text]: readonly [string, unknown], scope) => String(resolved(text, scope)).split(separator),
  'Fn::FindInMap': (path: readonly unknown[], scope) => {
    const [mapping = '', first = '', second = ''] = (resolved(path, scope) as readonly unknown[]).map(String);
    const value = scope.mappings[mapping]?.[first]?.[second];
    if (value === undefined) throw new Error(`The mapping ${mapping} has nothing for ${first}, ${second}.`);
    return value;
  },
  'Fn::GetAZs': (_, { names: given }) => ['a', 'b', 'c'].map((zone) => `${given['AWS::Region']}${zone}`),
  'Fn::Base64': (text: unknown, scope) => Buffer.from(String(resolved(text, scope))).toString('base64'),
};

function named(name: string, { names }: Scope): string {
  const value = names[name] ?? (names[name.split('.')[0] ?? ''] === undefined ? undefined : name);
  if (value === undefined) throw new Error(`The template has nothing named ${name}.`);
  return value;
}

export function resolved(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, scope)).filter((item) => item !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name = '', argument] = entries[0] ?? [];
  const apply = entries.length === 1 ? functions[name] : undefined;
  if (apply) return apply(argument as never, scope);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, resolved(item, scope)] as const).filter(([, item]) => item !== undefined),
  );
}

export function holds(condition: unknown, scope: Scope): boolean {
  const [[name, argument] = []] = Object.entries(condition as object);
  const all = () => (argument as readonly unknown[]).map((item) => holds(item, scope));
  switch (name) {
    case 'Condition':
      return holds(scope.conditions[String(argument)], scope);
    case 'Fn::Equals': {
      const [left, right] = resolved(argument, scope) as readonly unknown[];
      return left === right;
    }
    case 'Fn::Not':
      return !all()[0];
    case 'Fn::And':
      return all().every(Boolean);
    case 'Fn::Or':
      return all().some(Boolean);
    default:
      throw new Error(`Not a condition: ${name}`);
  }
}
