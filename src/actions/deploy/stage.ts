import type { Contract } from '../../contract/index.ts';
import type { Change } from '../../domain/plan.ts';
import type { Action, Step } from '../../lifecycle/action.ts';
import type { Ending, Outputs } from '../../lifecycle/conclude-step.ts';
import type { PortName, Ports, ReadPorts } from '../../lifecycle/ports.ts';
import type { Handover } from './handover.ts';
import type { StageRollback } from './stage-rollback.ts';

/** The ports of all stages. */
export const stagePorts = [
  ...(['appRunner', 'bundles', 'cloudFront', 'databases', 'ecr', 'ecs', 'elasticBeanstalk', 'environment'] as const),
  ...(['files', 'iam', 'imageArchive', 'imageBuilder', 'logs', 'probe', 'processes', 'random', 'rds'] as const),
  ...(['registry', 's3', 'secrets', 'tree'] as const),
] as const satisfies readonly PortName[];

type StagePort = (typeof stagePorts)[number];

export type StageReaders = Pick<ReadPorts, StagePort>;
export type StagePorts = Pick<Ports, StagePort>;

/** Some action that carries out a stage. */
export type StageAction = Action<Contract, StagePort, unknown, Change, unknown>;

/** A step of some stage's action. */
export type StageStep = Step<Contract, unknown, Change>;

/** Inputs of a stage, as they would be typed; those that are undefined are left out. */
export type InputTexts = Readonly<Record<string, string | undefined>>;

/** An input of the backend, with its value. */
export interface Size {
  readonly name: string;
  readonly value: string;
}

/** The chain's own inputs that are meant for single stages. */
export interface ReleaseInputs {
  readonly image: string | undefined;
  readonly sourceImage: string | undefined;
  readonly siteRelease: string | undefined;
  readonly managedVariables: readonly string[];
  readonly laterCommits: readonly string[];
  /** Of the release that is rolled back to: inputs of the backend where the config file says nothing. */
  readonly sizes?: readonly Size[] | undefined;
  readonly routing?: string | undefined;
  readonly rollbackOnFailure: boolean;
  readonly runBuildCommand: boolean;
}

/** A stage of a deployment: all that the chain knows of it. `S` is a step of its actions. */
export interface Stage<Name extends string = string, S extends StageStep = StageStep> {
  readonly name: Name;
  /** As reports call it. */
  readonly title: string;
  /** Loads each action that can carry it out, by its name, which is also the name of its section in the config file. */
  readonly actions: Readonly<Record<string, () => Promise<StageAction>>>;
  /** Stages whose handover it needs: it is planned after them. */
  readonly after: readonly Stage[];
  /** Inputs that it has from another stage where its section says nothing: then it is planned after that one. */
  readonly handedOver?: Readonly<Record<string, Stage>>;
  /** What it hands over when it was carried out. */
  handOver?(outputs: Outputs): Handover;
  /** What it will hand over, as far as its plan says; by default what the plan's outputs say. */
  handOverPlanned?(step: S, shown: Ending): Handover;
  /** The variable with which sections of later stages refer to its handover. */
  readonly variable?: StageVariable;

  /** The chain's input that is meant for this stage alone. */
  readonly ownInput?: 'image' | 'source-image' | 'site-release';
  /** The chain's input that makes this stage needless. */
  readonly neededWithout?: 'image';
  /** Inputs where its section says nothing. */
  defaults?(
    run: { readonly commit: string },
    release?: Pick<ReleaseInputs, 'sizes' | 'routing'>,
    handover?: Handover,
  ): InputTexts;
  /** Inputs that count more than its section. */
  inputs?(handover: Handover, release: ReleaseInputs): InputTexts;
  /** Inputs of its section that do not count in this run. */
  ignoredInputs?(release: ReleaseInputs): readonly string[];
  /** Inputs when it is planned once more in the same run. */
  replannedInputs?(inputs: S['inputs']): S['inputs'];
  /** Whether a plan with this handover holds a placeholder that an earlier stage will replace. */
  hasPlaceholder?(handover: Handover, plan: S['plan']): boolean;

  /** Outputs of the chain that it gives, each with the output of its action. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** Whether its success shows that the deployment works. */
  readonly verifies?: boolean;
  /** Stages whose success counts only with that of this stage. */
  readonly completes?: readonly Stage[];

  /** How it is rolled back when a later stage fails; left out where nothing that is deployed depends on it. */
  readonly rollback?: StageRollback<S>;
  /** For a stage that is carried out again when earlier ones were rolled back. */
  readonly afterRollback?: { isNeeded(handover: Handover): boolean; result(handover: Handover): string };
  /** A sentence about changes that no rollback takes back. */
  permanentChanges?(outputs: Outputs): string | undefined;
}

/** A variable of the config file, such as `${env:SERVICE_URL}`. */
export interface StageVariable {
  readonly name: string;
  /** Its value while the stage has nothing to hand over yet. */
  readonly placeholder: string;
  value(handover: Handover): string | undefined;
}

type Loaders = Readonly<Record<string, () => Promise<StageAction>>>;

type StepOf<A> =
  A extends Action<infer C extends Contract, infer _N, infer Observation, infer C1 extends Change, infer _O>
    ? Step<C, Observation, C1>
    : never;

/** Checks a stage's functions against the types of its actions. */
export function defineStage<const Name extends string, L extends Loaders>(
  stage: Stage<Name, StepOf<Awaited<ReturnType<L[keyof L]>>>> & { readonly actions: L },
): Stage<Name, StepOf<Awaited<ReturnType<L[keyof L]>>>> & { readonly actions: L } {
  return stage;
}
