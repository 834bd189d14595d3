import { type Page, pageOf } from '../core/paging.ts';
import { invalid } from './configuration.ts';

/** One page as App Runner gives it: of 20 unless the caller asks for fewer. */
export function appRunnerPage<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { MaxResults: limit = 20, NextToken: token }: { readonly MaxResults?: number; readonly NextToken?: string },
): Page<Item> {
  if (!Number.isInteger(limit) || limit < 1 || limit > 20) throw invalid('MaxResults must be between 1 and 20.');
  return pageOf(items, keyOf, { limit, token }, invalid('NextToken is not one that this call gave.'));
}
