import { AwsError } from './errors.ts';

export interface PageRequest {
  /** Most items of a page. */
  readonly limit: number;
  /** The token of the page before, as it was answered. */
  readonly token?: string | undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken?: string;
}

/** One page of a list; the token holds the last item's key, so items that come and go between pages do no harm. */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { limit, token }: PageRequest,
  invalidToken = new AwsError('InvalidNextTokenException', 'The next token is invalid.'),
): Page<Item> {
  const start = token ? items.findIndex((item) => tokenOf(keyOf(item)) === token) + 1 : 0;
  if (token && start === 0) throw invalidToken;
  const page = items.slice(start, start + limit);
  const last = page.at(-1);
  return last && start + limit < items.length ? { items: page, nextToken: tokenOf(keyOf(last)) } : { items: page };
}

function tokenOf(key: string): string {
  return Buffer.from(key).toString('base64url');
}
