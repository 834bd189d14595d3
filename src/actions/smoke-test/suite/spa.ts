import { list, mapped, object, optional, type Shape, text } from './shape/index.ts';

/** A single-page app, as it was written. */
export interface SpaTemplate {
  readonly url: string;
  readonly deepLinks: readonly string[];
  /** Files that are no page but must be there: `/config.json`. */
  readonly files: readonly string[];
  /** Address of a script that does not exist, below the app; undefined: beside the app's own scripts. */
  readonly missing: string | undefined;
}

export const spaCheck: Shape<SpaTemplate> = mapped(
  object(
    {
      url: text('Address of the entry page.'),
      'deep-links': optional(
        list(text('A path.', /^\//), 'Paths that the app routes itself; each must return the entry page.'),
      ),
      files: optional(list(text('A path.', /^\//), 'Other files that must be there.')),
      missing: optional(text('Path of a script that does not exist.', /^\//)),
    },
    'Fetches the entry page, the deep links and every asset that they load.',
  ),
  (given) => ({
    url: given.url,
    deepLinks: given['deep-links'] ?? [],
    files: given.files ?? [],
    missing: given.missing,
  }),
);
