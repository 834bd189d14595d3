import { isNumber } from '../../../domain/exact-number.ts';
import type { ProbeResponse } from '../../../http/probe.ts';
import { counted } from '../../../report/counted.ts';

/** What kind of value came: "another text of 6 characters" where a text was wanted, else "a text of 6 characters". */
export function kindAndSize(actual: unknown, wanted: unknown): string {
  if (actual === undefined) return 'nothing';
  if (actual === null) return 'null';
  const kind = kindOf(actual);
  const article = kind === kindOf(wanted) ? 'another' : kind === 'object' ? 'an' : 'a';
  return `${article} ${kind}${extent(actual)}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (isNumber(value)) return 'number';
  return typeof value === 'string' ? 'text' : typeof value;
}

function extent(value: unknown): string {
  if (typeof value === 'string') return ` of ${counted(value.length, 'character')}`;
  if (Array.isArray(value)) return ` of ${counted(value.length, 'item')}`;
  return typeof value === 'object' && value !== null && !isNumber(value)
    ? ` with ${counted(Object.keys(value).length, 'member')}`
    : '';
}

/** "35 bytes of application/json" */
export function typeAndSize({ body, headers }: ProbeResponse): string {
  if (body.length === 0) return 'an empty body';
  const [type] = /^[\w.+-]+\/[\w.+-]+/.exec(headers.get('content-type')?.[0] ?? '') ?? [];
  return `${counted(body.length, 'byte')} ${type === undefined ? 'without a content-type' : `of ${type}`}`;
}
