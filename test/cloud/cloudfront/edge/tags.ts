import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { type AnswerHeaders, headerText } from './headers.ts';

/** The cache tags of an answer: those in the header that the distribution names, at most 50. */
export function tagsOf(headers: AnswerHeaders, { CacheTagConfig }: DistributionConfig): readonly string[] {
  const name = CacheTagConfig?.HeaderName?.toLowerCase();
  const text = name === undefined ? undefined : headerText(headers, name);
  return (text ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
    .slice(0, 50);
}
