import { parseJsonObject } from '../../domain/json.ts';
import type { State } from '../../github/outputs.ts';
import type { ChainStep } from './chain-step.ts';
import type { PlannedStage } from './observed-stage.ts';
import type { StageStep } from './stage.ts';

/** What another process needs to restore what stood before: no value that may be a secret is among it. */
export interface Standing {
  /** The chain's inputs that say where it deploys, by name. */
  readonly inputs: Readonly<Record<string, string>>;
  /** What stood before, by the stage that was about to change it. */
  readonly before: Readonly<Record<string, string>>;
}

export type KeepStanding = (planned: PlannedStage, step: StageStep) => Promise<void>;

const stateName = 'standing';

/** A variable of the environment holds no more (https://man7.org/linux/man-pages/man2/execve.2.html), and what it is for comes on top. */
const maxCharacters = 100_000;

/** Keeps what the stages are about to change, each before it begins. */
export function standingKeeper({ inputs }: Pick<ChainStep, 'inputs'>, state: State): KeepStanding {
  if (!inputs.rollbackOnFailure) return async () => {};
  const { environment, config, awsRegion, expectedAccountId } = inputs;
  const given = { environment, config, 'aws-region': awsRegion, 'expected-account-id': expectedAccountId };
  const texts: Record<string, string> = {};
  for (const [name, text] of Object.entries(given)) if (text !== undefined) texts[name] = text;
  const before: Record<string, string> = {};
  return async ({ stage }, step) => {
    const saved = await stage.rollback?.save(stage.action.contract.name, step);
    if (saved === undefined) return;
    before[stage.name] = saved.text;
    // By it, who restores tells the deployment of this run from that of somebody else.
    if (saved.image !== undefined) texts['image'] = saved.image;
    const text = JSON.stringify({ inputs: texts, before } satisfies Standing);
    state.save(stateName, text.length > maxCharacters ? '' : text);
  };
}

export function standingIn(state: ReadonlyMap<string, string>): Standing | undefined {
  const saved = parseJsonObject(state.get(stateName) ?? '');
  return saved as Standing | undefined;
}
