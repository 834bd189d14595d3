import { AwsError } from '../core/errors.ts';

/** `Filters.Filter.1.Name=…&Filters.Filter.1.Values.Value.1=…`, decoded. */
export interface FiltersInput {
  readonly Filters?: {
    readonly Filter?: readonly { readonly Name?: string; readonly Values?: { readonly Value?: readonly string[] } }[];
  };
}

/** What each filter name looks at in a row. */
export type FilterFields<Row> = Readonly<Record<string, (row: Row) => readonly (string | undefined)[]>>;

/** The rows that every filter lets through; one of a filter's values must match. */
export function filtered<Row>(
  rows: readonly Row[],
  { Filters }: FiltersInput,
  fields: FilterFields<Row>,
): readonly Row[] {
  return (Filters?.Filter ?? []).reduce<readonly Row[]>((left, { Name = '', Values }) => {
    const field = fields[Name];
    if (!field) throw new AwsError('InvalidParameterValue', `Unrecognized filter name: ${Name}`);
    const values = Values?.Value ?? [];
    if (values.length === 0) throw new AwsError('InvalidParameterCombination', `The filter ${Name} has no values.`);
    return left.filter((row) => field(row).some((value) => value !== undefined && values.includes(value)));
  }, rows);
}
