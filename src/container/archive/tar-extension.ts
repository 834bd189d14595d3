import type { Result } from '../../domain/result.ts';

/** What a header in front of another one says about it: pax records, or GNU's long names. */
export interface TarExtension {
  readonly path?: string;
  readonly link?: string;
  readonly sizeBytes?: number;
}

const extensionTypes = new Set(['x', 'g', 'L', 'K']);

export function isTarExtension(type: string): boolean {
  return extensionTypes.has(type);
}

export function readTarExtension(type: string, content: Buffer): Result<TarExtension> {
  if (type === 'L') return { ok: true, value: { path: untilNul(content) } };
  if (type === 'K') return { ok: true, value: { link: untilNul(content) } };
  if (type === 'g') return { ok: true, value: {} };
  const records = paxRecords(content);
  const [path, link, size] = [records.get('path'), records.get('linkpath'), records.get('size')];
  const sizeBytes = size === undefined || size === '' ? undefined : sizeIn(size);
  if (sizeBytes !== undefined && !Number.isSafeInteger(sizeBytes))
    return { ok: false, reason: 'it gives a file an impossible size' };
  return {
    ok: true,
    value: { ...(path ? { path } : {}), ...(link ? { link } : {}), ...(sizeBytes === undefined ? {} : { sizeBytes }) },
  };
}

/** Decimal digits; anything else would be read differently by each reader. */
function sizeIn(text: string): number {
  return /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
}

function untilNul(content: Buffer): string {
  const end = content.indexOf(0);
  return content.toString('utf8', 0, end < 0 ? content.length : end);
}

/** Records of the form "<length> <name>=<value>\n", the length counting itself. */
function paxRecords(content: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let from = 0; from < content.length; ) {
    const space = content.indexOf(' ', from);
    const length = Number(content.toString('latin1', from, space));
    if (space < 0 || !Number.isSafeInteger(length) || length <= space - from) break;
    const record = content.toString('utf8', space + 1, from + length - 1);
    const equals = record.indexOf('=');
    if (equals >= 0) records.set(record.slice(0, equals), record.slice(equals + 1));
    from += length;
  }
  return records;
}
