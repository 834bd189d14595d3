import { describe, expect, test } from '@jest/globals';
import type { Demand } from '../../../src/container/build/builder.ts';
import { findBuilder } from '../../../src/container/build/find-builder.ts';
import { UserError } from '../../../src/errors.ts';
import type { RunProcess } from '../../../src/machine/process.ts';

const signal = new AbortController().signal;

/** A machine with some programs: what each says to its arguments, or nothing when it fails. */
function machine(programs: Readonly<Record<string, (line: string) => string | undefined>>): RunProcess {
  return async ({ program, arguments: given }) => {
    const says = programs[program];
    if (!says) throw new UserError({ what: `${program} is not there` });
    const stdout = says(given.join(' '));
    return stdout === undefined
      ? { exitCode: 1, stdout: '', stderr: `${program} fails\n` }
      : { exitCode: 0, stdout, stderr: '' };
  };
}

const engine = (line: string) => (line.startsWith('version') ? '28.0.4 27.0.1\n' : undefined);
const inspected = (driver: string, status: string) =>
  `Name:   far\nDriver: ${driver}\n\nNodes:\nName:     far0\nStatus:   ${status}\nBuildKit version: v0.21.1\n`;
const dockerWith =
  (driver: string, status = 'running') =>
  (line: string) =>
    line.startsWith('buildx inspect') ? inspected(driver, status) : line === 'buildx version' ? 'v0.23' : engine(line);
const buildah = () => 'buildah version 1.28.2 (image-spec 1.1.0-rc2)\n';
const podman = () => 'podman version 4.3.1\n';

const auto = { kind: 'auto', buildxBuilder: undefined } as const;

describe('auto takes', () => {
  test.each<[string, Parameters<typeof machine>[0], readonly Demand[], object]>([
    [
      'a BuildKit that was set up',
      { docker: dockerWith('remote') },
      [],
      { kind: 'buildx', name: 'far', driver: 'remote' },
    ],
    ['one that the build will start', { docker: dockerWith('docker-container', 'inactive') }, [], { kind: 'buildx' }],
    [
      'the engine, where there is only its own',
      { docker: dockerWith('docker') },
      [],
      { kind: 'docker', buildKit: 'buildx' },
    ],
    ['the engine, where the remote one is gone', { docker: dockerWith('remote', 'inactive') }, [], { kind: 'docker' }],
    ['the engine before buildah', { docker: engine, buildah, podman }, [], { kind: 'docker', buildKit: 'none' }],
    ['buildah for what this engine cannot do', { docker: engine, buildah }, ['build-secrets'], { kind: 'buildah' }],
    ['buildah for RUN --mount', { docker: engine, buildah }, ['RUN with options'], { kind: 'buildah' }],
    [
      'buildah for all that the legacy builder takes for something else',
      { docker: engine, buildah },
      ['COPY or ADD with options', 'here-documents', 'arguments of the platform', 'ADD from Git'],
      { kind: 'buildah' },
    ],
    [
      "the engine's BuildKit for a front end of the Dockerfile's own",
      { docker: dockerWith('docker'), buildah },
      ['a front end of its own (# syntax)'],
      { kind: 'docker', buildKit: 'buildx' },
    ],
    ['podman where there is nothing else', { podman }, ['several platforms'], { kind: 'podman', version: '4.3.1' }],
  ])('%s', async (_, programs, demands, expected) => {
    expect(await findBuilder(machine(programs), auto, demands, signal)).toMatchObject(expected);
  });

  test('the builder that was named, whatever else there is', async () => {
    const asked: string[] = [];
    const docker = (line: string) => {
      asked.push(line);
      return dockerWith('remote')(line);
    };
    const wanted = { kind: 'auto', buildxBuilder: 'far' } as const;
    expect(await findBuilder(machine({ docker }), wanted, [], signal)).toMatchObject({ kind: 'buildx', name: 'far' });
    expect(asked).toEqual(['buildx inspect far']);
  });
});

describe('nothing is built, and the reasons are given,', () => {
  test.each<[string, Parameters<typeof machine>[0], Parameters<typeof findBuilder>[1], readonly Demand[], RegExp]>([
    [
      'where there is no builder at all',
      {},
      auto,
      [],
      /^No image builder here can build this; .*buildx: it is not installed; docker: .*podman: it is not installed\. Run the job on a machine with/,
    ],
    [
      'where the engine does not answer',
      { docker: () => undefined },
      { ...auto, kind: 'docker' },
      [],
      /^docker cannot build this; .*docker: docker fails\./,
    ],
    [
      'where it cannot do what is asked',
      { docker: dockerWith('docker') },
      { ...auto, kind: 'docker' },
      ['several platforms', 'cache: gha'],
      /docker: it cannot do several platforms, cache: gha\. Set up BuildKit in an earlier step/,
    ],
    [
      'where the legacy builder would ignore secrets',
      { docker: engine },
      { ...auto, kind: 'docker' },
      ['build-secrets'],
      /docker: without its buildx component it cannot do build-secrets/,
    ],
    [
      'where only builders are there that would ignore the front end',
      { docker: engine, buildah },
      auto,
      ['a front end of its own (# syntax)'],
      /docker: without its buildx component it cannot do a front end of its own .*buildah: it cannot do a front end/,
    ],
    [
      'where a named builder is not there',
      { docker: engine },
      { ...auto, buildxBuilder: 'far' },
      [],
      /^buildx cannot build this; .*docker fails/,
    ],
    [
      'where a remote builder does not answer',
      { docker: dockerWith('remote', 'inactive') },
      { ...auto, kind: 'buildx' },
      [],
      /the builder far does not answer/,
    ],
  ])('%s', async (_, programs, wanted, demands, message) => {
    const found = findBuilder(machine(programs), wanted, demands, signal);
    await expect(found).rejects.toThrow(message);
    await expect(found).rejects.toBeInstanceOf(UserError);
  });
});
