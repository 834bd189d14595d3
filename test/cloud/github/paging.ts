import { RestError } from './rest.ts';

/** One page of a list, and the Link header that leads to the others. */
export interface Page {
  readonly rows: readonly unknown[];
  readonly link: string | undefined;
}

/** https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export function pageOf(rows: readonly unknown[], url: string, query: URLSearchParams): Page {
  const size = Math.min(count(query, 'per_page', 30), 100);
  const page = count(query, 'page', 1);
  const last = Math.max(1, Math.ceil(rows.length / size));
  const link = (relation: string, to: number) => `<${url}?${withPage(query, to)}>; rel="${relation}"`;
  const links = [
    ...(page > 1 ? [link('prev', page - 1)] : []),
    ...(page < last ? [link('next', page + 1), link('last', last)] : []),
    ...(page > 1 ? [link('first', 1)] : []),
  ];
  return { rows: rows.slice((page - 1) * size, page * size), link: links.length > 0 ? links.join(', ') : undefined };
}

function count(query: URLSearchParams, name: string, usual: number): number {
  const value = Number(query.get(name) ?? usual);
  if (!Number.isInteger(value)) throw new RestError(422, `Invalid value for ${name}.`);
  return value < 1 ? usual : value;
}

function withPage(query: URLSearchParams, page: number): string {
  const changed = new URLSearchParams(query);
  changed.set('page', String(page));
  return changed.toString();
}
