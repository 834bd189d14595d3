import type { AskGitHub, RestRequest } from './request.ts';

type Ask = (request: RestRequest) => ReturnType<AskGitHub>;

/** The rows of a list, page by page as they are wanted: https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export async function* rowsOf(
  ask: Ask,
  path: string,
  query: Readonly<Record<string, string>>,
  doing: string,
): AsyncGenerator<unknown> {
  let next: string | undefined = `${path}?${new URLSearchParams({ ...query, per_page: '100' })}`;
  while (next !== undefined) {
    const { body, headers }: Awaited<ReturnType<Ask>> = await ask({ method: 'GET', path: next, doing });
    if (Array.isArray(body)) yield* body;
    next = /<([^>]+)>;\s*rel="next"/.exec(headers.get('link') ?? '')?.[1];
  }
}
