import { expect, test } from '@jest/globals';
import { commitLink, imageLink, personLink, releasePath, shortImage } from '../../src/report/links.ts';

const run = 'https://git.example.com/acme/clinic/actions/runs/7/attempts/2';
const [one, two] = ['1'.repeat(40), '2'.repeat(40)];
const digest = `sha256:${'9'.repeat(64)}`;

test('a commit leads to its page in the repository of the run, on any server; without a run it is text', () => {
  expect(commitLink(one, run)).toEqual({
    text: '111111111111',
    url: `https://git.example.com/acme/clinic/commit/${one}`,
  });
  expect(commitLink(one, '')).toBe('111111111111');
  expect(commitLink('v3', run)).toBe('v3');
});

test('from one commit to another, with what differs; the same commit is one', () => {
  expect(releasePath(one, two, run)).toContainEqual({
    text: 'what differs',
    url: `https://git.example.com/acme/clinic/compare/${one}...${two}`,
  });
  expect(releasePath(two, two, run)).toEqual(commitLink(two, run));
  expect(releasePath(undefined, two, run)).toEqual(commitLink(two, run));
});

test.each([
  ['eu-west-1', 'amazonaws.com', 'aws.amazon.com'],
  ['cn-north-1', 'amazonaws.com.cn', 'amazonaws.cn'],
  ['us-gov-west-1', 'amazonaws.com', 'amazonaws-us-gov.com'],
])("an image in ECR of %s leads to its page in that partition's console", (region, domain, console) => {
  expect(imageLink(`111111111111.dkr.ecr.${region}.${domain}/clinic/api@${digest}`)).toEqual({
    text: 'clinic/api@sha256:999999999999',
    url: `https://${region}.console.${console}/ecr/repositories/private/111111111111/clinic/api/_/image/${digest}/details?region=${region}`,
  });
});

test('an image elsewhere, or one without a digest, leads nowhere', () => {
  expect(imageLink(`ghcr.io/acme/clinic@${digest}`)).toBe('acme/clinic@sha256:999999999999');
  expect(imageLink('111111111111.dkr.ecr.eu-west-1.amazonaws.com/clinic:v3')).toBe('clinic:v3');
  expect(shortImage('no image at all')).toBe('no image at all');
});

test('somebody leads to a profile, and an app does not', () => {
  expect(personLink('octocat', run)).toEqual({ text: 'octocat', url: 'https://git.example.com/octocat' });
  expect(personLink('dependabot[bot]', run)).toBe('dependabot[bot]');
});
