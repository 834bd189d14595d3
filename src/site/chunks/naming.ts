import { literal, type Tokens, tokensFrom, Unreadable } from './tokens.ts';

/** How a bundler's runtime makes the name of a file from the id of a chunk. */
export interface Naming {
  /** Ids that stand in it, as keys of a map or in a comparison. */
  readonly ids: ReadonlySet<string>;
  /** Undefined where it has no name for that id. */
  name(id: string): string | undefined;
}

/** What stands at a place of a script, and where the reading ended. */
export interface ReadNaming {
  readonly naming: Naming | undefined;
  readonly end: number;
}

/**
 * Reads a function that makes a name of texts, maps and the chunk's id, as webpack and Rspack write it:
 * `e=>"js/"+({7:"home"}[e]||e)+"."+{7:"1a2b"}[e]+".js"`. Any other function has no naming.
 */
export function readNaming(script: string, start: number): ReadNaming {
  const tokens = tokensFrom(script, start);
  const ids = new Set<string>();
  try {
    const body = functionIn(tokens, ids);
    const name = (id: string) => {
      const made = body(id);
      return typeof made === 'string' ? made : undefined;
    };
    return { naming: { ids, name }, end: tokens.end() };
  } catch (error) {
    if (error instanceof Unreadable) return { naming: undefined, end: tokens.end() };
    throw error;
  }
}

/** The ids in a map whose values do not matter: `{7:1,9:1}`; none for anything else. */
export function readIds(script: string, start: number): readonly string[] {
  const tokens = tokensFrom(script, start);
  try {
    tokens.demand('{');
    return [...mapIn(tokens).keys()];
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
}

type Value = string | boolean | undefined;
type Made = (id: string) => Value;

interface Expression {
  readonly made: Made;
  /** What it is, where it is that for each id. */
  readonly literal?: string;
  readonly map?: ReadonlyMap<string, string>;
}

interface Scope {
  readonly tokens: Tokens;
  readonly parameter: string;
  readonly ids: Set<string>;
}

function functionIn(tokens: Tokens, ids: Set<string>): Made {
  const isArrow = !tokens.takes('function');
  const inBrackets = tokens.takes('(');
  const parameter = tokens.take();
  if (!/^[A-Za-z_$]/.test(parameter)) throw new Unreadable();
  if (inBrackets) tokens.demand(')');
  if (isArrow) tokens.demand('=>');
  const scope = { tokens, parameter, ids };
  if (isArrow && tokens.peek() !== '{') return choice(scope).made;
  tokens.demand('{');
  return statements(scope);
}

/** `if (7 === e) return "home.js";`, as often as there is one, and the name of all others. */
function statements(scope: Scope): Made {
  const { tokens } = scope;
  if (tokens.takes('return')) return choice(scope).made;
  tokens.demand('if');
  tokens.demand('(');
  const condition = choice(scope);
  tokens.demand(')');
  tokens.demand('return');
  const then = choice(scope);
  tokens.takes(';');
  return eitherOf(
    condition.made,
    then.made,
    tokens.nest(() => statements(scope)),
  );
}

function eitherOf(condition: Made, then: Made, otherwise: Made): Made {
  return (id) => (condition(id) ? then(id) : otherwise(id));
}

function choice(scope: Scope): Expression {
  const { tokens } = scope;
  return tokens.nest(() => {
    const condition = alternatives(scope);
    if (!tokens.takes('?')) return condition;
    const then = choice(scope);
    tokens.demand(':');
    return { made: eitherOf(condition.made, then.made, choice(scope).made) };
  });
}

function alternatives(scope: Scope): Expression {
  let all = comparison(scope);
  while (scope.tokens.takes('||')) {
    const [{ made: first }, { made: second }] = [all, comparison(scope)];
    all = { made: (id) => first(id) || second(id) };
  }
  return all;
}

function comparison(scope: Scope): Expression {
  const first = sum(scope);
  if (!scope.tokens.takes('===')) return first;
  const second = sum(scope);
  for (const each of [first, second]) if (each.literal !== undefined) scope.ids.add(each.literal);
  return { made: (id) => first.made(id) === second.made(id) };
}

function sum(scope: Scope): Expression {
  let all = operand(scope);
  while (scope.tokens.takes('+')) {
    const [{ made: left }, { made: right }] = [all, operand(scope)];
    all = { made: (id) => joined(left(id), right(id)) };
  }
  return all;
}

function joined(one: Value, other: Value): string | undefined {
  return typeof one === 'string' && typeof other === 'string' ? one + other : undefined;
}

function operand(scope: Scope): Expression {
  const { tokens, parameter, ids } = scope;
  const found = primary(scope);
  const { map } = found;
  if (!map || !tokens.takes('[')) return found;
  tokens.demand(parameter);
  tokens.demand(']');
  for (const id of map.keys()) ids.add(id);
  return { made: (id) => map.get(id) };
}

function primary(scope: Scope): Expression {
  const { tokens, parameter } = scope;
  const found = tokens.take();
  if (found === parameter) return { made: (id) => id };
  if (found === '{') return { made: () => undefined, map: mapIn(tokens) };
  if (found === '(') {
    const inner = choice(scope);
    tokens.demand(')');
    return inner;
  }
  const text = literal(found);
  return { made: () => text, literal: text };
}

/** The rest of `{7:"1a2b","home":"3c4d"}`. */
function mapIn(tokens: Tokens): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  while (!tokens.takes('}')) {
    const key = tokens.take();
    tokens.demand(':');
    map.set(/^[\w$]/.test(key) ? key : literal(key), literal(tokens.take()));
    if (tokens.peek() !== '}') tokens.demand(',');
  }
  return map;
}
