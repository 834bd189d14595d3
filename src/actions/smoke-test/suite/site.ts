import { list, mapped, object, optional, type Shape, text } from './shape/index.ts';

/** A site of pages, as it was written. */
export interface SiteTemplate {
  readonly url: string;
  /** Paths of further pages. */
  readonly pages: readonly string[];
}

export const siteCheck: Shape<SiteTemplate> = mapped(
  object(
    {
      url: text('Address of the entry page.'),
      pages: optional(list(text('A path.', /^\//), 'Further pages of the site.')),
    },
    'Fetches the entry page, further pages and every file that they load.',
  ),
  (given) => ({ url: given.url, pages: given.pages ?? [] }),
);
