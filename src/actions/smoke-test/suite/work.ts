import { parseJsonPath } from '../expect/json-path.ts';
import type { Matcher } from '../expect/matcher.ts';
import { type BodyTemplate, body } from './body.ts';
import { expected } from './expected.ts';
import { flag, integer, mapped, object, optional, record, ruled, type Shape, text } from './shape/index.ts';

/** A login, as it was written. */
export interface LoginTemplate {
  readonly url: string;
  readonly body: BodyTemplate;
  readonly cookie: string;
  /** Origin of the page that signs somebody in. */
  readonly page: string;
  /** Where a session tells whose it is. */
  readonly who: string;
  /** What it tells, by path. */
  readonly account: Readonly<Record<string, Matcher>>;
}

const path = ruled(text('A path in the JSON response.', /^\$/), (given) =>
  parseJsonPath(given) ? undefined : `"${given}" is not a path to one value`,
);

const account = ruled(
  record(expected, 'What the response tells of the account, by path: { $.user.email: ada@clinic.test }.', /^\$/),
  (values) => {
    const bad = Object.keys(values).find((name) => !parseJsonPath(name));
    return bad && `"${bad}" is not a path to one value`;
  },
);

export const loginCheck: Shape<LoginTemplate> = mapped(
  object(
    {
      url: text('Where credentials are sent.'),
      body,
      cookie: text("Name of the session's cookie."),
      page: optional(text('Origin of the page that signs somebody in. Default: ${SITE_ORIGIN}.')),
      who: text('Where a session tells whose it is.'),
      account,
    },
    'Signs in as the page does, looks at the cookie, and asks whose session it is.',
  ),
  ({ page, ...given }) => ({ ...given, page: page ?? '${SITE_ORIGIN}' }),
);

/** A file that goes there and back, as it was written. */
export interface UploadDownloadTemplate {
  readonly upload: string;
  readonly field: string;
  readonly bytes: number;
  /** Where the response to the upload names the file. */
  readonly id: string;
  /** `{id}` stands for that name. */
  readonly download: string;
  readonly remove: boolean;
}

export const uploadDownloadCheck: Shape<UploadDownloadTemplate> = mapped(
  object(
    {
      upload: text('Where the file is sent, as a form.'),
      field: optional(text('Name of its field. Default: file.')),
      bytes: optional(integer({ min: 1, max: 32 * 1024 * 1024 }, 'Its size. Default: 65536.')),
      id: optional(path),
      download: text('Where it is fetched; {id} stands for its name.', /\{id\}/),
      remove: optional(flag('Whether it is removed there (DELETE) at the end. Default: true.')),
    },
    'Sends a file of random bytes, fetches it and compares.',
  ),
  ({ upload, field, bytes, id, download, remove }) => ({
    ...{ upload, field: field ?? 'file', bytes: bytes ?? 65_536 },
    ...{ id: id ?? '$.id', download, remove: remove ?? true },
  }),
);
