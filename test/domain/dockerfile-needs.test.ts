import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { type DockerfileNeed, dockerfileNeeds } from '../../src/domain/dockerfile-needs.ts';
import { describeWith } from '../support/requires.ts';

const known: readonly string[] = [
  'FROM scratch\nCOPY a /a\n',
  '# syntax=docker/dockerfile:1\nFROM scratch\nCOPY a /a\n',
  'FROM scratch AS one\nCOPY a /a\nFROM scratch\nCOPY --from=one --chown=1:1 /a /b\n',
  'FROM scratch\nADD --chown=1 a /a\n',
  'FROM scratch\nARG TARGETARCH=amd64\nCOPY a /a-$TARGETARCH\n',
  'FROM scratch\n# COPY --link a /a\nCOPY a /a\n',
  'FROM scratch\nHEALTHCHECK --interval=5s CMD ["/a"]\nCOPY a /a\n',
];

const unknown: readonly (readonly [string, DockerfileNeed])[] = [
  ['FROM scratch\nCOPY --link a /a\n', 'COPY or ADD with options'],
  ['FROM scratch\nCOPY --chmod=755 a /a\n', 'COPY or ADD with options'],
  ['FROM scratch\nCOPY \\\n  --chown=1 \\\n  --chmod=755 a /a\n', 'COPY or ADD with options'],
  ['FROM scratch\ncopy --parents a /b/\n', 'COPY or ADD with options'],
  ['FROM scratch\nADD --checksum=sha256:00 https://example.com/a /a\n', 'COPY or ADD with options'],
  ['FROM scratch\nCOPY <<EOF /b\ntext\nEOF\nCOPY a /a\n', 'here-documents'],
  ['FROM scratch\nCOPY <<-"END" /b\n\ttext\n\tEND\nCOPY a /a\n', 'here-documents'],
  ['FROM --platform=$BUILDPLATFORM scratch\nCOPY a /a\n', 'arguments of the platform'],
];

/** They need a shell, a network or a front end, so they are not tried. */
const untried: readonly (readonly [string, DockerfileNeed])[] = [
  ['FROM a\nRUN --mount=type=cache,target=/c make\n', 'RUN with options'],
  ['FROM a\nRUN \\\n  --network=none make\n', 'RUN with options'],
  ['FROM a\nONBUILD RUN --mount=type=cache,target=/c make\n', 'RUN with options'],
  ['FROM a\nRUN <<EOF\nmake\nEOF\n', 'here-documents'],
  ['FROM a\nADD https://github.com/acme/clinic.git#v1 /src\n', 'ADD from Git'],
  ['FROM a\nADD ["git@github.com:acme/clinic.git", "/src"]\n', 'ADD from Git'],
  ['FROM scratch\nARG TARGETARCH\nCOPY a /a\n', 'arguments of the platform'],
  ['FROM scratch\nARG VERSION TARGETOS\nCOPY a /a\n', 'arguments of the platform'],
  ['# syntax=ghcr.io/acme/frontend:1\nFROM a\n', 'a front end of its own (# syntax)'],
];

describe('what a Dockerfile needs', () => {
  test.each(known)('is nothing: %j', (text) => {
    expect(dockerfileNeeds(text)).toEqual([]);
  });

  test.each([...unknown, ...untried])('%j: %s', (text, need) => {
    expect(dockerfileNeeds(text)).toEqual([need]);
  });

  test.each([
    'FROM a\nRUN make --mount=type=cache\n',
    'FROM a\nRUN cat <<file\n'.replace('<<file', '< file'),
  ])('is nothing that only looks so: %j', (text) => {
    expect(dockerfileNeeds(text)).toEqual([]);
  });
});

describeWith('docker', "docker's legacy builder", () => {
  const execute = promisify(execFile);

  /** The files of the image, or why there is none. */
  async function built(dockerfile: string): Promise<'built' | string> {
    const folder = await mkdtemp(join(tmpdir(), 'legacy-'));
    try {
      await writeFile(join(folder, 'Dockerfile'), dockerfile);
      await writeFile(join(folder, 'a'), 'a');
      const env = { ...process.env, DOCKER_BUILDKIT: '0' };
      await execute('docker', ['build', '--quiet', '--force-rm', folder], { env });
      return 'built';
    } catch (error) {
      return String((error as { readonly stderr?: string }).stderr ?? error);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  test('builds what needs nothing, and fails at what needs another builder', async () => {
    for (const text of known) expect([text, await built(text)]).toEqual([text, 'built']);
    for (const [text] of unknown) expect([text, await built(text)]).not.toEqual([text, 'built']);
  }, 180_000);
});
