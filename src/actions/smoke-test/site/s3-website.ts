import type { ProbeResponse } from '../../../http/probe.ts';

/**
 * Whether a website of S3, with no CDN before it, answers a route with the entry page: as its error document, which keeps the status
 * of the error. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/CustomErrorDocSupport.html
 */
export function isEntryByErrorDocument(page: ProbeResponse, entry: ProbeResponse): boolean {
  const { status, headers, body } = page;
  const isByS3 = headers.get('server')?.[0] === 'AmazonS3' && !headers.has('via') && !headers.has('x-amz-cf-id');
  return isByS3 && (status === 404 || status === 403) && Buffer.from(entry.body).equals(body);
}

export const errorDocumentNote =
  'A website of S3 answers the routes of an app with the entry page and the status of an error: visitors see the page, search engines and monitors an error. CloudFront before it answers 200.';
