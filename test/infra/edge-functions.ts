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

/**
 * Runs a viewer-request function with CloudFront's helpers: a key-value store, and a change of the origin.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export async function send(
  code: string,
  { uri, host = 'd111.cloudfront.net' }: { readonly uri: string; readonly host?: string },
  stored: Readonly<Record<string, string>> = {},
): Promise<Sent> {
  const helpers = `
    let origin;
    const cf = {
      kvs: () => ({ get: (key) => stored[key] === undefined ? Promise.reject(new Error('KeyNotFound')) : Promise.resolve(stored[key]) }),
      updateRequestOrigin: (changed) => { origin = changed; },
    };`;
  const run = 'Promise.resolve(handler({ request })).then((answer) => JSON.stringify({ ...answer, origin }))';
  const request = { uri, headers: { host: { value: host } } };
  const context = createContext({ stored: { ...stored }, request });
  const script = new Script([helpers, code.replace("import cf from 'cloudfront';", ''), run].join('\n'));
  return JSON.parse((await script.runInContext(context, { timeout: 1000 })) as string) as Sent;
}
