import { AwsError } from '../core/errors.ts';

export interface PageInput {
  readonly MaxRecords?: string;
  readonly Marker?: string;
}

/** One page of rows, and the marker of the next; `limit` lowers the page size so that tests meet paging. */
export function pageOf<Row>(
  rows: readonly Row[],
  { MaxRecords, Marker }: PageInput,
  limit: number,
): { readonly rows: readonly Row[]; readonly marker: string | undefined } {
  const size = Number(MaxRecords ?? 100);
  if (!(size >= 20 && size <= 100))
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid value ${MaxRecords} for MaxRecords. Must be between 20 and 100`,
    );
  const start = Marker ? positionOf(Marker) : 0;
  const end = start + Math.min(size, limit);
  return {
    rows: rows.slice(start, end),
    marker: end < rows.length ? Buffer.from(`position:${end}`).toString('base64') : undefined,
  };
}

function positionOf(marker: string): number {
  const position = /^position:(\d+)$/.exec(Buffer.from(marker, 'base64').toString())?.[1];
  if (position === undefined) throw new AwsError('InvalidParameterValue', 'The request Marker is invalid.');
  return Number(position);
}
