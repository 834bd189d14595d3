import { AwsError } from '../core/errors.ts';
import { type Page, pageOf } from '../core/paging.ts';

/** How an ECR call asks for a page. */
export interface PageInput {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

/** One page as ECR gives it: of `defaultSize` unless the caller asks for 1 to `maximumSize`. */
export function ecrPage<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { maxResults, nextToken }: PageInput,
  { defaultSize, maximumSize = 1000 }: { readonly defaultSize: number; readonly maximumSize?: number },
): Page<Item> {
  const limit = maxResults ?? defaultSize;
  if (!Number.isInteger(limit) || limit < 1 || limit > maximumSize)
    throw new AwsError(
      'InvalidParameterException',
      `Invalid parameter at 'maxResults' failed to satisfy constraint: 'must be between 1 and ${maximumSize}'`,
    );
  return pageOf(
    items,
    keyOf,
    { limit, token: nextToken },
    new AwsError(
      'InvalidParameterException',
      "Invalid parameter at 'nextToken' failed to satisfy constraint: 'must be a token of this operation'",
    ),
  );
}
