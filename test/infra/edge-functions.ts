import { createContext, Script } from 'node:vm';

/** Where a function of the edge sends a request, or what it answers itself. */
export interface Sent {
  readonly uri?: string;
  readonly statusCode?: number;
  readonly origin?: {
    readonly domainName: string;
    readonly customOriginConfig: { readonly port: number; readonly protocol: string };
  };
}

/** A viewer's request. */
interface Asked {
  readonly uri: string;
  readonly host?: string;
  readonly accept?: string | undefined;
}

/**
 * Runs a viewer-request function with CloudFront's helpers: a key-value store, and a change of the origin.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export async function send(code: string, asked: Asked, stored: Readonly<Record<string, string>> = {}): Promise<Sent> {
  const helpers = `
    let origin;
    const cf = {
      kvs: () => ({ get: (key) => stored[key] === undefined ? Promise.reject(new Error('KeyNotFound')) : Promise.resolve(stored[key]) }),
      updateRequestOrigin: (changed) => { origin = changed; },
    };`;
  const run = 'Promise.resolve(handler({ request })).then((answer) => JSON.stringify({ ...answer, origin }))';
  const context = createContext({ stored: { ...stored }, request: requestOf(asked) });
  const script = new Script([helpers, code.replace("import cf from 'cloudfront';", ''), run].join('\n'));
  return JSON.parse((await script.runInContext(context, { timeout: 1000 })) as string) as Sent;
}

/** A viewer-request function without helpers, to be called many times. */
export function viewerFunction(code: string): (asked: Asked) => Sent {
  const context = createContext({});
  new Script(code).runInContext(context);
  const handler = new Script('(event) => JSON.stringify(handler(JSON.parse(event)))').runInContext(context) as (
    event: string,
  ) => string;
  return (asked) => JSON.parse(handler(JSON.stringify({ request: requestOf(asked) }))) as Sent;
}

function requestOf({ uri, host = 'd111.cloudfront.net', accept }: Asked) {
  return { uri, headers: { host: { value: host }, ...(accept ? { accept: { value: accept } } : {}) } };
}
