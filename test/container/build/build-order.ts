import type { BuildOrder } from '../../../src/container/build/builder.ts';

/** An order that asks for all that every builder has. */
export const order: BuildOrder = {
  context: {
    folder: '/src/backend',
    named: [],
    dockerfile: '/src/backend/Dockerfile',
    ignoreFile: undefined,
    ownIgnoreFile: false,
    needs: [],
    hash: '',
    files: 1,
    housekeeping: [],
  },
  target: 'run',
  buildArguments: [{ name: 'GREETING', value: 'a b=c' }],
  secrets: [{ id: 'token', variable: 'TOKEN' }],
  ssh: [],
  platforms: [{ os: 'linux', architecture: 'amd64' }],
  labels: { team: 'clinic' },
  cache: { kind: 'none' },
  provenance: false,
  sbom: false,
  freshBases: false,
  image: { host: 'example.com', repository: 'clinic', tag: 'v1' },
};
