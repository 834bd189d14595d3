import { createContext, Script } from 'node:vm';
import { pairs, queryText, type ViewerRequest } from './viewer-request.ts';

/** What a viewer-request function decides: the request goes on, changed or not, or it is answered at once. */
export type FunctionResult =
  | { readonly request: ViewerRequest }
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

interface FunctionValue {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

interface FunctionRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: Readonly<Record<string, FunctionValue>>;
  readonly headers: Readonly<Record<string, FunctionValue>>;
  readonly cookies: Readonly<Record<string, FunctionValue>>;
}

interface FunctionResponse {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, FunctionValue>>;
  readonly body?: string | { readonly data: string };
}

/**
 * Runs the code of a CloudFront function on a viewer's request.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export async function runViewerFunction(code: string, request: ViewerRequest): Promise<FunctionResult> {
  const context = createContext({ console: { log: () => undefined }, event: JSON.stringify(eventOf(request)) });
  const script = new Script(`${code}\nPromise.resolve(handler(JSON.parse(event))).then(JSON.stringify)`);
  const answer = (await script.runInContext(context, { timeout: 1000 })) as string | undefined;
  if (answer === undefined) throw new Error('The viewer-request function returned nothing.');
  const result = JSON.parse(answer) as FunctionRequest | FunctionResponse;
  return 'statusCode' in result ? answered(result) : { request: changed(request, result) };
}

function eventOf({ method, path, query, headers }: ViewerRequest): unknown {
  const single = (entries: readonly (readonly [string, string])[]) =>
    Object.fromEntries(entries.map(([name, value]) => [name, { value }]));
  const { cookie = '', ...others } = headers;
  return {
    version: '1.0',
    context: { eventType: 'viewer-request' },
    viewer: { ip: '127.0.0.1' },
    request: {
      method,
      uri: path,
      querystring: single(query),
      headers: single(Object.entries(others)),
      cookies: single(pairs(cookie, ';')),
    },
  };
}

function changed(original: ViewerRequest, { uri, querystring, headers, cookies }: FunctionRequest): ViewerRequest {
  const plain = (values: Readonly<Record<string, FunctionValue>>) =>
    Object.entries(values).map(([name, { value }]) => [name, value] as const);
  const cookie = plain(cookies).map(([name, value]) => `${name}=${value}`);
  const query = plain(querystring);
  return {
    method: original.method,
    path: uri,
    query: queryText(query) === queryText(original.query) ? original.query : query,
    headers: { ...Object.fromEntries(plain(headers)), ...(cookie.length > 0 ? { cookie: cookie.join('; ') } : {}) },
  };
}

function answered({ statusCode, headers = {}, body = '' }: FunctionResponse): FunctionResult {
  return {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(headers).map(([name, { value }]) => [name.toLowerCase(), value])),
    body: typeof body === 'string' ? body : body.data,
  };
}
