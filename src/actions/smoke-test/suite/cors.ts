import { flag, list, mapped, object, optional, type Shape, text } from './shape/index.ts';

/** Which origin may call a resource from a browser, as it was written. */
export interface CorsTemplate {
  readonly url: string;
  readonly origin: string;
  readonly method: string;
  readonly headers: readonly string[];
  readonly credentials: boolean;
}

export const corsCheck: Shape<CorsTemplate> = mapped(
  object(
    {
      url: text('A resource of the API.'),
      origin: text('The origin that may call it; no other may.'),
      method: optional(text('Method that the page uses. Default: GET.')),
      headers: optional(list(text('Name of a header.'), 'Headers that the page sends.')),
      credentials: optional(flag('Whether the page sends cookies. Default: true.')),
    },
    'Sends preflights and requests from the allowed origin and from strangers.',
  ),
  ({ url, origin, method, headers, credentials }) => ({
    url,
    origin,
    method: method?.toUpperCase() ?? 'GET',
    headers: headers ?? [],
    credentials: credentials ?? true,
  }),
);
