import { expect, test } from '@jest/globals';
import {
  ecrRegistryOf,
  parseImageReference,
  parseRepositoryName,
  parseRepositoryUri,
  parseTag,
  referenceText,
  repositoryText,
} from '../../src/domain/image-reference.ts';
import { onePassSeconds, processorSeconds } from '../support/processor-seconds.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  `111111111111.dkr.ecr.eu-west-1.amazonaws.com/clinic/backend@${digest}`,
  '111111111111.dkr.ecr.eu-west-1.amazonaws.com/clinic/backend:v1',
  `127.0.0.1:5000/clinic:v1@${digest}`,
  'localhost:5000/clinic:v1',
])('%s is read, and written as it was', (text) => {
  const parsed = parseImageReference(text);
  expect(parsed.ok && referenceText(parsed.value)).toBe(text);
});

test.each([
  ['clinic', 'does not begin with the host'],
  ['example.com/clinic', 'neither a digest nor a tag'],
  ['example.com/clinic@sha256:12', 'no digest'],
  ['example.com/Clinic:v1', 'lower-case'],
  ['example.com/clinic:-v1', '"-v1" is no tag'],
  [`example.com/clinic@${digest}@${digest}`, 'no digest'],
])('%s is refused', (text, reason) => {
  expect(parseImageReference(text)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
});

test.each([
  ['111111111111.dkr.ecr.eu-west-1.amazonaws.com', { accountId: '111111111111', region: 'eu-west-1' }],
  ['111111111111.dkr.ecr.cn-north-1.amazonaws.com.cn', { accountId: '111111111111', region: 'cn-north-1' }],
  ['111111111111.dkr.ecr-fips.us-gov-west-1.amazonaws.com', { accountId: '111111111111', region: 'us-gov-west-1' }],
  ['111111111111.dkr-ecr.eu-west-1.on.aws', { accountId: '111111111111', region: 'eu-west-1' }],
  ['public.ecr.aws', undefined],
  ['111111111111.dkr.ecr.eu-west-1.amazonaws.com.example.com', undefined],
])('the registry %s is %j', (host, registry) => {
  expect(ecrRegistryOf(host)).toEqual(registry);
});

test('names and tags have their limits', () => {
  expect([parseRepositoryName('a').ok, parseRepositoryName('a/b__c').ok, parseRepositoryName('a//b').ok]).toEqual([
    false,
    true,
    false,
  ]);
  expect([parseTag('v1.2_3-4').ok, parseTag('x'.repeat(129)).ok, parseTag('a/b').ok]).toEqual([true, false, false]);
});

test.each(['a', '-', '.', 'a-', 'a.', 'a/', ':', '@', '0', 'a--'])('1 MB of %s takes no time', (part) => {
  const text = part.repeat(1_000_000 / part.length);
  const begun = processorSeconds();
  for (const given of [text, `${text}!`, `a.b/${text}!`, `${text}/a:${text}@${text}`]) {
    expect(parseImageReference(given).ok).toBe(false);
    parseRepositoryUri(given);
    parseTag(given);
    ecrRegistryOf(given);
  }
  expect(processorSeconds() - begun).toBeLessThan(onePassSeconds);
});

test('a repository is read, and written as it was', () => {
  const parsed = parseRepositoryUri('127.0.0.1:5000/clinic/backend');
  expect(parsed.ok && repositoryText(parsed.value)).toBe('127.0.0.1:5000/clinic/backend');
});
