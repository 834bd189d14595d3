import { expect, test } from '@jest/globals';
import { type OutsideSources, outsideSources } from '../../src/domain/base-images.ts';
import type { Platform } from '../../src/domain/platform.ts';
import { onePassSeconds, processorSeconds } from '../support/processor-seconds.ts';

const amd64 = { os: 'linux', architecture: 'amd64' };

function sourcesOf(
  dockerfile: string,
  buildArguments: Readonly<Record<string, string>> = {},
  platforms: readonly Platform[] = [amd64],
): OutsideSources {
  const sources = outsideSources(dockerfile, new Map(Object.entries(buildArguments)), platforms);
  if (!sources.ok) throw new Error(sources.reason);
  return sources.value;
}

function basesOf(dockerfile: string, buildArguments: Readonly<Record<string, string>> = {}): readonly string[] {
  return sourcesOf(dockerfile, buildArguments).images;
}

test.each<[string, string, readonly string[]]>([
  ['of every stage, each once', 'FROM node:24 AS build\nFROM node:24\nFROM nginx', ['nginx', 'node:24']],
  ['but scratch', 'FROM scratch', []],
  ['but stages, whatever their case', 'FROM a:1 AS Build\nFROM build\nFROM BUILD AS other', ['a:1']],
  ['but what names its digest', `FROM a:1@sha256:${'0'.repeat(64)}`, []],
  ['with flags before it', 'FROM --platform=$BUILDPLATFORM golang:1.26 AS build', ['golang:1.26']],
  ['in lower case and with tabs', 'from\tnode:24\tas build', ['node:24']],
  ['over several lines', 'FROM \\\n  # which one?\n  node:24 \\\n  AS build\nFROM build', ['node:24']],
  [
    'of COPY --from, but its stages',
    'FROM a:1 AS x\nCOPY --chown=1 --from=x / /\nCOPY --from=0 / /\nCOPY --from=uv:1 /uv /',
    ['a:1', 'uv:1'],
  ],
  [
    'of RUN --mount',
    'FROM a:1\nRUN --mount=type=bind,from=tools:2,target=/t --mount=type=cache,target=/c make',
    ['a:1', 'tools:2'],
  ],
  ['but what only looks like one', 'FROM a:1\nRUN git log --format=%h\n# FROM b:1\nRUN echo FROM c:1', ['a:1']],
  ['of a variable that has a default', 'ARG V=24\nFROM node:${V}-slim', ['node:24-slim']],
  ['of a quoted variable', 'ARG IMAGE="node:24"\nFROM $IMAGE', ['node:24']],
  ['of a variable of a variable', 'ARG V=24\nARG IMAGE=node:${V}\nFROM ${IMAGE}', ['node:24']],
  ['with what else holds', 'ARG V\nFROM node:${V:-22}', ['node:22']],
  ['but what no value is known of', 'ARG V\nFROM node:$V\nFROM ${IMAGE}', []],
  ['of a variable in a default', 'ARG A=1\nARG B\nFROM node:${B:-${A}-slim}', ['node:1-slim']],
  ['but here-documents', 'FROM a:1\nRUN <<EOF cat <<-"X"\nFROM b:1\nEOF\nFROM c:1\n\tX\nFROM d:1', ['a:1', 'd:1']],
  ['where the escape is another one', '# escape=`\nFROM `\n node:24', ['node:24']],
])('the base images %s', (_, dockerfile, expected) => {
  expect(basesOf(dockerfile)).toEqual(expected);
});

test('a build argument is over the default, and only for what the Dockerfile declares', () => {
  expect(basesOf('ARG V=24\nFROM node:$V', { V: '26' })).toEqual(['node:26']);
  expect(basesOf('FROM node:$V', { V: '26' })).toEqual([]);
});

test('a base image by the platform that is built for is that of each', () => {
  const arm = { os: 'linux', architecture: 'arm', variant: 'v7' };
  const stages = 'FROM a:1 AS base-amd64\nFROM b:1 AS base-arm\n';
  const dockerfile = `${stages}FROM base-$TARGETARCH\nFROM c:\${TARGETARCH}\${TARGETVARIANT}`;
  expect(sourcesOf(dockerfile, {}, [amd64, arm])).toEqual({
    images: ['a:1', 'b:1', 'c:amd64', 'c:armv7'],
    unknown: [],
  });
});

test.each<[string, string, readonly string[]]>([
  ['the syntax of a Dockerfile', '# syntax=docker/dockerfile:1\nFROM scratch', ['docker/dockerfile:1']],
  ['but not what only looks like one', '\n# syntax=a:1\nFROM scratch', []],
  ['with an empty value', 'ARG V=\nFROM node$V', ['node']],
  ['in a name over two lines', 'FROM no\\\nde:24', ['node:24']],
  ['with an empty line in between', 'FROM \\\n\n node:24', ['node:24']],
  ['of an instruction that waits', 'FROM a:1\nONBUILD COPY --from=b:1 / /', ['a:1', 'b:1']],
  ['of a mount in quotes', 'FROM a:1\nRUN --mount="type=bind,from=b:1" make', ['a:1', 'b:1']],
  ['but options of a program', 'FROM a:1\nRUN tool --from=b:1', ['a:1']],
  ['but texts with odd names', 'FROM a:1\nCOPY <<end.txt /\nFROM b:1\nend.txt', ['a:1']],
])('%s is one of the images', (_, dockerfile, expected) => {
  expect(sourcesOf(dockerfile)).toEqual({ images: expected, unknown: [] });
});

const commit = 'a'.repeat(40);

test.each<[string, string, readonly string[]]>([
  ['an image of an unknown variable', 'FROM node:$V', ['which image node:$V is']],
  ['one of the machine that builds', 'FROM a-$BUILDARCH', ['which image a-$BUILDARCH is']],
  ['one by another form of variables', 'ARG V=1\nFROM a:${V:+2}', ['which image a:${V:+2} is']],
  ['an address', 'ADD https://u:p@example.com/a.tgz?k=s /', ['what ADD takes from https://example.com/a.tgz']],
  ['one in a list', 'ADD ["https://example.com/a", "/"]', ['what ADD takes from https://example.com/a']],
  ['a repository', 'ADD git@github.com:a/b.git#main /', ['what ADD takes from git@github.com:a/b.git']],
  ['what a variable may be', 'ADD --chown=1 $URL a /', ['what ADD takes from $URL']],
  ['but a file', 'ADD a.tgz b/https:/c /', []],
  ['but with a checksum', `ADD --checksum=sha256:${'0'.repeat(64)} https://example.com/a /`, []],
  ['but at a commit', `ADD https://github.com/a/b.git#${commit} /`, []],
])('not known is %s', (_, dockerfile, expected) => {
  expect(sourcesOf(dockerfile).unknown).toEqual(expected);
});

test('an argument of a stage is none of the next FROM', () => {
  expect(basesOf('ARG V=24\nFROM a:1\nARG V=26\nFROM node:$V')).toEqual(['a:1', 'node:24']);
});

const doubling = Array.from({ length: 40 }, (_, number) => `ARG A${number + 1}=$A${number}$A${number}`).join('\n');

test.each([
  [
    'an argument that doubles forty times',
    `ARG A0=x\n${doubling}\nFROM $A40`,
    /^the value of ARG A\d+ has more than 8192/,
  ],
  ['a long argument', `ARG A=${'x'.repeat(10_000)}`, /^the value of ARG A has more than 8192/],
  [
    'too many images',
    Array.from({ length: 101 }, (_, number) => `FROM a:${number}`).join('\n'),
    /^it names more than 100 base images$/,
  ],
])('%s is refused', (_, dockerfile, reason) => {
  expect(outsideSources(dockerfile, new Map(), [amd64])).toEqual({ ok: false, reason: expect.stringMatching(reason) });
});

const megabyteOf = (text: string) => text.repeat(Math.ceil(1_000_000 / text.length));

test.each([
  ['defaults without end', `FROM ${megabyteOf('${A:-')}`],
  ['lines of defaults without end', megabyteOf(`ARG A=${'${A:-'.repeat(1_600)}\n`)],
  ['backslashes', `RUN ${megabyteOf('\\ ')}x`],
  ['continued lines', `RUN ${megabyteOf('a \\\n')}x`],
  ['mounts', `RUN ${megabyteOf(' --mount=from')}`],
  ['one long mount', `RUN --mount=${megabyteOf('from=,')}`],
  ['here-documents', `RUN ${megabyteOf(' <<EOF')}\n${megabyteOf('EOF \n')}`],
  ['quotes', `ARG A="${megabyteOf("'")}`],
  ['empty lines', megabyteOf('\n')],
  ['spaces', `FROM ${megabyteOf(' ')}x`],
])('1 MB of %s takes no time', (_, dockerfile) => {
  const begun = processorSeconds();
  outsideSources(dockerfile, new Map(), [amd64]);
  expect(processorSeconds() - begun).toBeLessThan(onePassSeconds);
});
