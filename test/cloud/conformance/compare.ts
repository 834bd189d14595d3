/** What one call answered, made comparable: without what differs from call to call by nature. */
export type Outcome = { readonly answer: unknown } | { readonly error: Readonly<Record<string, unknown>> };

/** One place where two answers are not the same. */
export interface Difference {
  /** `call name › member.member`. */
  readonly at: string;
  readonly local: unknown;
  readonly moto: unknown;
}

/** Makes a call and takes down its answer or its error. */
export async function outcomeOf(call: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { answer: normalised(await call()) };
  } catch (error) {
    const { name, message, $metadata } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
    if (!$metadata) throw error;
    return { error: { name, message: normalised(message), status: $metadata.httpStatusCode } };
  }
}

/** The places where the outcomes of a call differ. */
export function differences(call: string, local: unknown, moto: unknown): readonly Difference[] {
  return differing(local, moto, []).map(({ path, ...values }) => ({ at: `${call} › ${path.join('.')}`, ...values }));
}

interface Differing {
  readonly path: readonly string[];
  readonly local: unknown;
  readonly moto: unknown;
}

function differing(local: unknown, moto: unknown, path: readonly string[]): readonly Differing[] {
  if (!isTree(local) || !isTree(moto)) return Object.is(local, moto) ? [] : [{ path, local, moto }];
  const names = [...new Set([...Object.keys(local), ...Object.keys(moto)])];
  return names.flatMap((name) => differing(local[name], moto[name], [...path, name]));
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

const volatileNames = new Set(['$metadata', 'RequestId', 'HostId', 'UploadId', 'VersionId', 'NextToken', 'nextToken']);

/** Dates, unique ids and random suffixes become the names of their kinds; empty and missing members are the same. */
function normalised(value: unknown, name = ''): unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (volatileNames.has(name)) return name === '$metadata' ? undefined : `<${name}>`;
  if (value instanceof Date) return '<date>';
  if (typeof value === 'string') return withoutIds(value);
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => normalised(item));
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, child]) => [withoutIds(key), normalised(child, key)] as const);
  const present = entries.filter(([, child]) => child !== undefined);
  return present.length === 0 ? undefined : Object.fromEntries(present);
}

function withoutIds(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>')
    .replace(/(:secret:[\w/+=.@-]+?)-[A-Za-z0-9]{6}(?=\.?$)/, '$1-<random>')
    .replace(/127\.0\.0\.1:\d+/g, '<endpoint>')
    .replace(/\b(A[A-Z]{3})[A-Z0-9]{12,17}\b/g, '<$1 id>');
}
