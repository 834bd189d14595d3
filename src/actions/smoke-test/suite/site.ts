import { type Routing, routings } from '../../../domain/routing.ts';
import { choiceOf, list, mapped, object, optional, type Shape, text } from './shape/index.ts';

/** A site of pages, as it was written. */
export interface SiteTemplate {
  readonly url: string;
  /** Paths of further pages. */
  readonly pages: readonly string[];
  /** What a page that does not exist is answered with; undefined: what the action's input says. */
  readonly routing: Routing | undefined;
}

export const siteCheck: Shape<SiteTemplate> = mapped(
  object(
    {
      url: text('Address of the entry page.'),
      pages: optional(list(text('A path.', /^\//), 'Further pages of the site.')),
      routing: optional(
        choiceOf(
          routings,
          'pages: a page that does not exist must be a 404; app: it must be the entry page. Default: the input.',
        ),
      ),
    },
    'Fetches the entry page, further pages and every file that they load.',
  ),
  (given) => ({ url: given.url, pages: given.pages ?? [], routing: given.routing }),
);
