import { describe, expect, test } from '@jest/globals';
import { parseCacheTag } from '../../src/domain/cache-tag.ts';
import { parseAlias } from '../../src/domain/distribution-name.ts';
import { parseInvalidationLine } from '../../src/domain/invalidation-line.ts';
import { invalidationPathOfKey, parseInvalidationPath } from '../../src/domain/invalidation-path.ts';
import { keyPrefix } from '../../src/domain/key-prefix.ts';
import { parseHeader } from '../../src/domain/object-header.ts';
import { parseS3Url } from '../../src/domain/s3-url.ts';
import { parseViewerRewrite } from '../../src/domain/viewer-rewrite.ts';
import { hashToken } from '../../src/site/hashed/hash-token.ts';
import { onePassSeconds, processorSeconds } from '../support/processor-seconds.ts';

describe.each<readonly [string, (text: string) => unknown, readonly string[]]>([
  ['the name of a file', hashToken, ['a', '-', '_', '.a', '-aaaaaaaa', 'aaaaaaaa.', '-0123456789abcdef.', '0.A']],
  ['a path to invalidate', parseInvalidationPath, ['%', '%2', '%41', 'é', '*', '/']],
  ['a line of paths to invalidate', parseInvalidationLine, [' ', ',', ' /', ',/', ' a', '.a ', 'a.', 'http://']],
  ['the key of an object', invalidationPathOfKey, ['%', '?', 'é', '*', '/', ',', '.a,', '.a']],
  ['a prefix', (text) => keyPrefix(`a${text}b`), ['/', 'a/']],
  ['a prefix with an end', (text) => keyPrefix(`${text}b`), ['/', '//a']],
  ['a header', (text) => parseHeader(`a:${text}\n`), [' ', 'a', ' a', ':', '\n']],
  ['the name of a header', parseHeader, ['a', ' ', '-']],
  ['a rewrite', parseViewerRewrite, [' ', ' =', '= ', 'a ', ' = ']],
  ['an S3 address', (text) => parseS3Url(`https://${text}/x`), ['a.s3', '.s3-', 's3.amazonaws', 'a']],
  ['the path of an S3 address', (text) => parseS3Url(`https://b.s3.amazonaws.com/${text}`), ['%', '/', '%41']],
  ['a cache tag', parseCacheTag, ['a', ',']],
  ['an alias', parseAlias, ['a.', 'a', '-']],
])('%s', (_, read, texts) => {
  test.each(texts)('of 1 MB of %j is read in linear time', (text) => {
    const begun = processorSeconds();
    read(text.repeat(1_000_000 / text.length));
    expect(processorSeconds() - begun).toBeLessThan(onePassSeconds);
  });
});

test.each([
  ['https://b.s3.eu-central-1.amazonaws.com/a/b%20c', { bucket: 'b', key: 'a/b c' }],
  ['https://a.s3.b.s3.eu-central-1.amazonaws.com/k', { bucket: 'a.s3.b', key: 'k' }],
  ['https://s3.amazonaws.com/b/k', { bucket: 'b', key: 'k' }],
  ['https://s3-eu-west-1.amazonaws.com/b/k', { bucket: 'b', key: 'k' }],
  ['https://b.s3.cn-north-1.amazonaws.com.cn/k', { bucket: 'b', key: 'k' }],
  ['https://b.s3.amazonaws.com/', undefined],
  ['https://s3.amazonaws.com/b', undefined],
  ['https://b.s3.amazonaws.com/%ff', undefined],
  ['https://e.example/b/k', undefined],
])('%s is %j', (url, place) => {
  expect(parseS3Url(url)).toEqual(place);
});
