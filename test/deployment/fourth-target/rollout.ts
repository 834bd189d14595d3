import { diagnosticsOf } from '../../../src/deployment/diagnostics.ts';
import { failureCauses } from '../../../src/deployment/failure-causes.ts';
import type { Operation } from '../../../src/deployment/operation.ts';
import type { Rollout } from '../../../src/deployment/rollout.ts';
import { watchCommand } from '../../../src/deployment/watch-command.ts';
import type { BoxConfiguration } from './configuration.ts';
import type { Box, Platform } from './platform.ts';
import { verdictOf } from './state-table.ts';

interface Step {
  readonly name: string;
  readonly before: Box | undefined;
  readonly wanted: BoxConfiguration;
}

export function rollout({ name, before, wanted }: Step, platform: Platform): Rollout<Box> {
  const write = async (box: BoxConfiguration): Promise<Operation> => {
    const id = platform.write({ arn: `arn:aws:box:eu-central-1:111111111111:box/${name}`, name, ...box });
    return {
      id,
      async poll() {
        const status = platform.status(id);
        return { status, verdict: verdictOf(status) };
      },
    };
  };
  return {
    start: async ({ kind }) => (kind === 'tag' ? 'done' : write(wanted)),
    rollBack: before && (() => write(before)),
    service: async () => platform.box(),
    diagnose: async () =>
      diagnosticsOf(
        undefined,
        [{ title: 'Log', lines: ['exec format error'] }],
        failureCauses({ platform: 'A box', pullRole: 'nobody', secretRole: 'nobody', healthCheckPath: undefined }),
      ),
    watch: () => watchCommand('box show', 'eu-central-1', `--name ${name}`),
  };
}
