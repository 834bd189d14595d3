import type { Readable } from 'node:stream';
import { type Behavior, behaviorFor } from './behavior.ts';
import type { Cache } from './cache.ts';
import { type EdgeAnswer, type EdgeParts, type Errand, errandOf } from './errand.ts';
import { errorAnswer, refusal } from './error-answer.ts';
import { fromCache } from './from-cache.ts';
import { withPolicy } from './response-headers.ts';
import { toViewer } from './to-viewer.ts';
import { runViewerFunction } from './viewer-function.ts';
import type { ViewerRequest } from './viewer-request.ts';

/** Serves one viewer's request as CloudFront does: behavior, function, cache or origin, error page, response headers. */
export async function serve(
  parts: EdgeParts,
  cache: Cache,
  viewer: ViewerRequest,
  body: Readable,
): Promise<EdgeAnswer> {
  if (!isDecodable(viewer.path)) return refusal(400, 'Bad request.');
  const behavior = behaviorFor(viewer.path, parts.config(), parts.cachePolicies);
  if (!behavior.methods.includes(viewer.method))
    return refusal(
      403,
      'This distribution is not configured to allow the HTTP request method that was used for this request.',
    );
  const decided = await runFunction(parts, behavior, viewer);
  if ('answer' in decided) return decided.answer;
  const { request } = decided;
  const isRead = viewer.method === 'GET' || viewer.method === 'HEAD';
  const answer =
    isRead && behavior.maxTtlSeconds > 0
      ? toViewer(request, await fromCache(cache, errandOf(parts, behavior, wholeRead(request))))
      : await passThrough(cache, errandOf(parts, behavior, request), isRead ? undefined : body);
  return withResponseHeaders(parts, behavior, viewer, answer);
}

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

async function runFunction(
  { functions }: EdgeParts,
  { viewerRequestFunction }: Behavior,
  viewer: ViewerRequest,
): Promise<{ readonly request: ViewerRequest } | { readonly answer: EdgeAnswer }> {
  if (viewerRequestFunction === undefined) return { request: viewer };
  const code = functions.get(viewerRequestFunction);
  if (code === undefined) throw new Error(`No CloudFront function ${viewerRequestFunction} in the local cloud.`);
  try {
    const result = await runViewerFunction(code, viewer);
    if ('request' in result) return result;
    const { status, headers, body: text } = result;
    return { answer: { status, headers, body: Buffer.from(text), xCache: 'FunctionGeneratedResponse' } };
  } catch (error) {
    return {
      answer: refusal(
        503,
        `The CloudFront function associated with the CloudFront distribution is invalid: ${String(error)}`,
      ),
    };
  }
}

/** What is to be cached is fetched whole and without the viewer's own conditions. */
function wholeRead(request: ViewerRequest): ViewerRequest {
  const { range: _range, 'if-range': _ifRange, ...others } = request.headers;
  const headers = Object.entries(others).filter(([name]) => !/^if-(none-match|match|(un)?modified-since)$/.test(name));
  return { ...request, method: 'GET', headers: Object.fromEntries(headers) };
}

/** For what is never cached: the origin's answer as it comes, unless there is an error page for it. */
async function passThrough(cache: Cache, errand: Errand, body: Readable | undefined): Promise<EdgeAnswer> {
  const answer = await errand.ask({}, body).catch(() => undefined);
  if (answer && answer.status < 400) return { ...answer, xCache: 'Miss' };
  return errorAnswer(cache, errand, answer);
}

function withResponseHeaders(
  { responseHeadersPolicies }: EdgeParts,
  { responseHeadersPolicyId }: Behavior,
  viewer: ViewerRequest,
  answer: EdgeAnswer,
): EdgeAnswer {
  if (!responseHeadersPolicyId) return answer;
  const policy = responseHeadersPolicies.get(responseHeadersPolicyId);
  if (!policy) throw new Error(`No response headers policy ${responseHeadersPolicyId} in the local cloud.`);
  return { ...answer, headers: withPolicy(answer.headers, policy, viewer.headers.origin) };
}
