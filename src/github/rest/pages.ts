import { UserError } from '../../errors.ts';
import { explained } from './explained.ts';

/** More than any list here has: an issue has at most 2,500 comments. */
const maxPages = 100;

/** The parameter of all lists: as many rows in a page as GitHub allows. */
export const fullPages = { per_page: 100 } as const;

type Pages<Row> = AsyncIterable<{ readonly data: readonly Row[] }>;

/** The rows of a list, page by page as they are wanted: https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export async function* rowsOf<Row>(pages: Pages<Row>, purpose: string): AsyncGenerator<Row> {
  const iterator = pages[Symbol.asyncIterator]();
  for (let read = 0; read < maxPages; read++) {
    const page = await explained(purpose, () => iterator.next());
    if (page.done) return;
    yield* page.value.data;
  }
  throw new UserError({
    what: `${purpose} was stopped after ${maxPages} pages.`,
    why: 'The list is longer than this action reads.',
    next: 'Delete old entries, or select one by its id.',
  });
}

export async function allRows<Row>(pages: Pages<Row>, purpose: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const row of rowsOf(pages, purpose)) rows.push(row);
  return rows;
}
