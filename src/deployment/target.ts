import type { commonInputs } from '../contract/common.ts';
import type { Contract, InputsOf } from '../contract/index.ts';
import type { TagChanges } from '../domain/tag-changes.ts';
import type { Context } from '../lifecycle/context.ts';
import type { PortName, Ports, ReadPorts } from '../lifecycle/ports.ts';
import type { DeploymentChange } from './change.ts';
import type { Deployed } from './deployed.ts';
import type { Outcome } from './deployment.ts';
import type { FieldChange, Fields } from './fields.ts';
import type { ImageDemands, ImagesFacts } from './image.ts';
import type { deploymentInputs } from './inputs.ts';
import type { Found, NamedService, Presence } from './presence.ts';
import type { RoleFacts, RoleUse } from './roles.ts';
import type { Rollout } from './rollout.ts';
import type { Rotation } from './rotations.ts';
import type { Saving } from './saving.ts';
import type { ServiceIdentity } from './service-identity.ts';

/** The values of the inputs that every target has. */
export type DeploymentInputs = InputsOf<Contract<typeof deploymentInputs & typeof commonInputs>> & {
  readonly onCancel?: 'leave' | 'rollback' | undefined;
};

/**
 * A backend target, as a record of what it is: how its service is read, which configuration is wanted, what stands against it,
 * and how a write becomes an operation. `deploymentAction` makes the action: it waits, compares, follows, rolls back and reports.
 */
export interface Target<
  Inputs extends DeploymentInputs,
  Needs extends PortName,
  Service extends NamedService,
  Facts extends ImagesFacts,
  Configuration extends Deployable,
> {
  /** The action that deploys to it. */
  readonly action: string;
  /** "App Runner" */
  readonly platform: string;
  /** "App Runner service" */
  readonly noun: string;
  readonly needs: readonly Needs[];
  /** Whether a new service can be made of nothing but an image. */
  needsImage(inputs: Inputs): boolean;
  /** Begins the names of variables that the platform keeps for itself. */
  readonly reservedVariables?: string;

  /** Which service the inputs mean. */
  identify(inputs: Inputs): ServiceIdentity;
  /** The service, or the operation that keeps it busy. */
  presence(inputs: Inputs, readers: Pick<ReadPorts, Needs>, context: Context): Promise<Presence<Service>>;
  /** The tags of the service. */
  tags(
    service: Service,
    readers: Pick<ReadPorts, Needs>,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, string>>>;
  /** Everything else that the plan needs to know, the wanted image and the deployed one among it. */
  facts(inputs: Inputs, found: Found<Service>, readers: Pick<ReadPorts, Needs>, context: Context): Promise<Facts>;
  /** The roles that the deployment hands to services of AWS. */
  roles(inputs: Inputs, found: Found<Service> & Facts): readonly RoleUse[];

  /** The configuration that is deployed; undefined for a new service. */
  present(observation: Observation<Service, Facts>): Configuration | undefined;
  /** What the inputs make of the present configuration: an input left out keeps what is there. */
  wanted(inputs: Inputs, observation: Observation<Service, Facts>): Configuration;
  /** A configuration as the plan compares and shows it. */
  fields(configuration: Configuration): Fields;
  imageDemands(wanted: Configuration): ImageDemands;
  /** Everything for which the platform would refuse the deployment, besides image, variables and trust of roles. */
  problems(inputs: Inputs, observation: Observation<Service, Facts>, wanted: Configuration): readonly string[];
  /** When what runs was deployed, and read its secrets; undefined where that is not known. */
  deployedAt?(observation: Observation<Service, Facts>): Date | undefined;
  /** What the state of a service makes due, whatever the inputs ask for. */
  due?(observation: Observation<Service, Facts>): Due;
  /** Fields that calls of their own attach to the service, once all else is deployed. */
  readonly attached?: readonly string[];
  /** The fields of each update, in order, where the platform does not take all fields in one. */
  updates?(fields: readonly FieldChange[]): readonly (readonly FieldChange[])[];

  /** Makes what must be there before the first change. */
  prepare?(
    step: DeploymentStep<Inputs, Observation<Service, Facts>, Configuration>,
    ports: Pick<Ports, Needs>,
    context: Context,
  ): Promise<void>;
  rollout(
    step: DeploymentStep<Inputs, Observation<Service, Facts>, Configuration>,
    ports: Pick<Ports, Needs>,
    context: Context,
  ): Rollout<Service>;

  /** A service as outputs and summary show it: before the deployment without an outcome, and after it with one. */
  describe(
    service: Service,
    step: ReportedStep<Inputs, Observation<Service, Facts>>,
    outcome: Outcome<Service> | undefined,
  ): Deployed;
  /** How another process is told what stood before; left out where none can restore it. */
  saving?: Saving<Observation<Service, Facts>, Configuration>;
  /** Whether what is deployed is older than what was there before, by other signs than the age of the image. */
  isOlder?(observation: Observation<Service, Facts>): boolean;
}

/** What every configuration has: the image that it runs, if it is one. */
export interface Deployable {
  readonly image: string | undefined;
}

/** Everything that is known before the plan. */
export type Observation<Service, Facts> = Found<Service> &
  Facts & {
    /** Only where tags are wanted. */
    readonly tags: Readonly<Record<string, string>>;
    /** Those that the service does not have yet. */
    readonly roles: readonly RoleFacts[];
    /** Secrets that were changed since what runs has read them. */
    readonly rotations: readonly Rotation[];
  };

export interface Due {
  /** Whether it is paused. */
  readonly resume?: boolean;
  /** Whether its creation failed, so that nothing runs. */
  readonly rebuild?: boolean;
  /** Deploys the same configuration again, where no field differs: with what the plan shows for it. */
  readonly redeploy?: readonly FieldChange[] | undefined;
}

/** What is carried out. */
export interface DeploymentStep<Inputs, Observed, Configuration> {
  readonly inputs: Inputs;
  readonly observation: Observed;
  readonly wanted: Configuration;
  readonly tags: TagChanges;
  readonly changes: readonly DeploymentChange[];
}

/** What is reported. */
export interface ReportedStep<Inputs, Observed> {
  readonly inputs: Inputs;
  readonly observation: Observed;
}
