import { ExactNumber } from '../../domain/exact-number.ts';
import type { Scalar } from './suite/shape/index.ts';
import { typedScalar } from './suite/typed-value.ts';

/** Values by name, as `${NAME}` stands for them. A captured JSON value keeps its type. */
export type Variables = ReadonlyMap<string, unknown>;

/** Names that the smoke test gives values to: the time of an attempt, and a text that no other run has. */
export const ownNames: readonly string[] = ['NOW', 'UNIQUE'];

/** A number or flag that the suite writes as JSON does not, such as `01067` or `True`: in a text it stays as it was written. */
class WrittenScalar implements Scalar {
  readonly text: string;
  readonly value: Scalar['value'];

  constructor({ text, value }: Scalar) {
    this.text = text;
    this.value = value;
  }
}

/** The value of a variable that the suite itself gives. */
export function givenValue(scalar: Scalar): unknown {
  const value = typedScalar(scalar);
  return value instanceof ExactNumber || String(value) === scalar.text ? value : new WrittenScalar(scalar);
}

const reference = /\$\{([A-Za-z_]\w*)\}/g;

/** The names that a text refers to. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(reference)].map(([, name = '']) => name);
}

/** Variables, and those of a round of a loop: a text of a row may refer to the others. */
export function withLocals(variables: Variables, locals: Variables): Variables {
  const values = [...locals].map(
    ([name, value]) => [name, typeof value === 'string' ? substituted(value, variables) : value] as const,
  );
  return new Map([...variables, ...values]);
}

/** The value with each `${NAME}` in its texts replaced; names without a value stay as they are. */
export function substituted<T>(value: T, variables: Variables): T {
  // Texts become texts and all else keeps its shape.
  return deep(value, (text) => inText(text, variables)) as T;
}

/** The same for a JSON value, where a text that is nothing but `${NAME}` takes the variable's type: 42, true, null. */
export function substitutedJson(value: unknown, variables: Variables): unknown {
  return deep(value, (text) => {
    const [, whole] = /^\$\{([A-Za-z_]\w*)\}$/.exec(text) ?? [];
    return whole !== undefined && variables.has(whole) ? typed(variables.get(whole)) : inText(text, variables);
  });
}

function inText(text: string, variables: Variables): string {
  return text.replace(reference, (unresolved, name: string) =>
    variables.has(name) ? textOf(variables.get(name)) : unresolved,
  );
}

function typed(value: unknown): unknown {
  return value instanceof WrittenScalar ? value.value : value;
}

function textOf(value: unknown): string {
  if (value instanceof WrittenScalar) return value.text;
  if (value instanceof ExactNumber) return value.text;
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function deep(value: unknown, replace: (text: string) => unknown): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item) => deep(item, replace));
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [String(replace(name)), deep(item, replace)]));
}

/** A variable as it may be shown. */
export function hiddenVariable(
  value: unknown,
  hiding: { json(value: unknown): unknown; text(text: string): string },
): unknown {
  if (!(value instanceof WrittenScalar)) return hiding.json(value);
  return hiding.text(value.text) === value.text ? value : hiding.text(value.text);
}
