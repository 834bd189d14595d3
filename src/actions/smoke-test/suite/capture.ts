import { parseJsonQuery } from '../expect/json-path.ts';
import { regularExpression } from './expected.ts';
import { either, flag, mapped, object, optional, record, ruled, type Shape, text } from './shape/index.ts';

/** A value to take from a response, as it was written. */
export interface CaptureTemplate {
  readonly from: string;
  /** Takes only what the first group matches. */
  readonly matches: string | undefined;
  /** Undefined: decided by the variable's name. */
  readonly secret: boolean | undefined;
}

const source = ruled(
  text(
    '`$.path` of the JSON response, `status`, `url`, `body`, `body.sha256`, `body.sha256-sent`, `header.name` or `cookie.name`.',
  ),
  (from) => {
    const known = /^(status|url|body|body\.sha256|body\.sha256-sent|header\.[\w-]+|cookie\.[\w-]+)$/.test(from);
    if (known || parseJsonQuery(from)) return undefined;
    return `"${from}" is no source; take $.path, status, url, body, body.sha256, body.sha256-sent, header.name or cookie.name`;
  },
);

const short: Shape<CaptureTemplate> = mapped(source, (from) => ({ from, matches: undefined, secret: undefined }));

const long: Shape<CaptureTemplate> = mapped(
  object(
    {
      from: source,
      matches: optional(regularExpression),
      secret: optional(flag('Never show the value. Default: true for names like TOKEN, SECRET, PASSWORD, KEY.')),
    },
    'A source and what to take of it.',
  ),
  ({ from, matches, secret }) => ({ from, matches, secret }),
);

export const capture = record(
  either(short, long, 'Where the value comes from.'),
  'Variables to set from the response, for the checks below and for `always`.',
  /^[A-Za-z_]\w*$/,
);
