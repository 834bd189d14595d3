import { buffer } from 'node:stream/consumers';
import type { CustomErrorResponse } from '@aws-sdk/client-cloudfront';
import { behaviorFor } from './behavior.ts';
import type { Cache } from './cache.ts';
import type { CacheKey } from './cache-key.ts';
import { type Errand, errandOf, type WholeAnswer } from './errand.ts';
import { cacheControl, statedSeconds } from './freshness.ts';
import { type AnswerHeaders, headerText } from './headers.ts';
import type { OriginAnswer } from './origins.ts';
import { tagsOf } from './tags.ts';

interface Page {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: Buffer;
}

/** Kept for a while in any case; others only with an error page or a stated age. */
const alwaysCached = [404, 414, 500, 501, 502, 503, 504];
const DEFAULT_ERROR_SECONDS = 10;

/**
 * Answers an origin's error, or its silence, with the distribution's error page where there is one, and keeps that for a while.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
export async function errorAnswer(
  cache: Cache,
  errand: Errand,
  answer: OriginAnswer | undefined,
  place?: { readonly key: CacheKey; readonly begun: number },
): Promise<WholeAnswer> {
  const error = answer
    ? { ...answer, body: await buffer(answer.body) }
    : ownPage(502, 'The origin closed or refused the connection.');
  const custom = errand.parts.config().CustomErrorResponses?.Items?.find(({ ErrorCode }) => ErrorCode === error.status);
  const page = custom?.ResponsePagePath ? await errorPage(errand, custom, custom.ResponsePagePath) : error;
  const seconds = keepSeconds(error, custom);
  if (place && seconds !== undefined) {
    const storedAt = errand.parts.clock.now();
    const freshUntil = new Date(storedAt.getTime() + seconds * 1000);
    const { pathAndQuery } = place.key;
    const tags = tagsOf(page.headers, errand.parts.config());
    cache.put(place.key, { ...page, pathAndQuery, tags, isError: true, storedAt, freshUntil }, place.begun);
  }
  return { ...page, xCache: 'Error' };
}

/** An answer that CloudFront itself gives. */
export function refusal(status: number, reason: string): WholeAnswer {
  return { ...ownPage(status, reason), xCache: 'Error' };
}

/** Fetches the error page under the behavior of its own path; where it fails as well, that failure is the answer. */
async function errorPage({ parts, request }: Errand, custom: CustomErrorResponse, path: string): Promise<Page> {
  const behavior = behaviorFor(path, parts.config(), parts.cachePolicies);
  const { ask } = errandOf(parts, behavior, { ...request, method: 'GET', path, query: [] });
  const answer = await ask({}).catch(() => undefined);
  if (!answer) return ownPage(502, 'The origin of the error page closed or refused the connection.');
  const body = await buffer(answer.body);
  const status = answer.status < 400 && custom.ResponseCode ? Number(custom.ResponseCode) : answer.status;
  return {
    status: answer.status < 400 && !custom.ResponseCode ? (custom.ErrorCode ?? status) : status,
    headers: answer.headers,
    body,
  };
}

function keepSeconds(error: Page, custom: CustomErrorResponse | undefined): number | undefined {
  const stated = statedSeconds(cacheControl(headerText(error.headers, 'cache-control')));
  if (!alwaysCached.includes(error.status) && !custom && stated === undefined) return undefined;
  return Math.max(custom?.ErrorCachingMinTTL ?? DEFAULT_ERROR_SECONDS, stated ?? 0);
}

function ownPage(status: number, reason: string): Page {
  const body = `<html><head><title>ERROR: The request could not be satisfied</title></head><body><h1>${status} ERROR</h1><p>${reason}</p></body></html>\n`;
  return { status, headers: { server: 'CloudFront', 'content-type': 'text/html' }, body: Buffer.from(body) };
}
