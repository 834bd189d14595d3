import type { Service, ServiceConfiguration } from '../../aws/apprunner.ts';
import type { Fields } from '../../deployment/fields.ts';
import type { Found } from '../../deployment/presence.ts';
import { wantedVariables } from '../../deployment/variables.ts';
import { appRunnerImage } from '../../domain/apprunner-image.ts';
import type { Arn } from '../../domain/arn.ts';
import type { Inputs } from './contract.ts';

/** What the inputs make of the present configuration: an input left out keeps what is there. */
export function wantedConfiguration(inputs: Inputs, { service }: Found<Service>): ServiceConfiguration {
  const present = service?.configuration;
  return {
    image: inputs.image === undefined ? (present?.image ?? '') : appRunnerImage(inputs.image),
    ...wantedVariables(inputs, present),
    port: inputs.port === undefined ? present?.port : String(inputs.port),
    startCommand: unlessOff(inputs.startCommand, present?.startCommand),
    cpu: inputs.cpu ?? present?.cpu,
    memory: inputs.memory ?? present?.memory,
    healthCheckPath: inputs.healthCheckPath ?? present?.healthCheckPath,
    healthCheckInterval: inputs.healthCheckIntervalSeconds ?? present?.healthCheckInterval,
    healthCheckTimeout: inputs.healthCheckTimeoutSeconds ?? present?.healthCheckTimeout,
    healthyThreshold: inputs.healthyThreshold ?? present?.healthyThreshold,
    unhealthyThreshold: inputs.unhealthyThreshold ?? present?.unhealthyThreshold,
    accessRole: inputs.accessRole?.text ?? present?.accessRole,
    instanceRole: inputs.instanceRole?.text ?? present?.instanceRole,
    vpcConnector: unlessOff(arnText(inputs.vpcConnector), present?.vpcConnector),
    ipAddressType: inputs.ipAddressType ?? present?.ipAddressType,
    ingress: inputs.ingress ?? present?.ingress,
    vpcEndpoint: endpointText(inputs) ?? present?.vpcEndpoint,
    webAcl: unlessOff(arnText(inputs.webAcl), present?.webAcl),
    kmsKey: inputs.kmsKey ?? present?.kmsKey,
    autoScaling: inputs.autoScalingConfiguration?.text ?? present?.autoScaling,
    observability: arnText(inputs.observabilityConfiguration) ?? present?.observability,
    autoDeployments: inputs.autoDeployments ?? present?.autoDeployments,
  };
}

/** A configuration as the plan compares and shows it. */
export function fieldsOf({ environment, secrets, ...rest }: ServiceConfiguration): Fields {
  const settings = {
    ...rest,
    healthCheckInterval: text(rest.healthCheckInterval),
    healthCheckTimeout: text(rest.healthCheckTimeout),
    healthyThreshold: text(rest.healthyThreshold),
    unhealthyThreshold: text(rest.unhealthyThreshold),
  };
  return { environment, secrets, settings };
}

function endpointText({ vpcId, vpcEndpointId }: Inputs): string | undefined {
  return vpcId === undefined || vpcEndpointId === undefined ? undefined : `${vpcId}/${vpcEndpointId}`;
}

/** What `off` takes off is not set; what is left out stays. */
function unlessOff(given: string | undefined, present: string | undefined): string | undefined {
  return given === 'off' ? undefined : (given ?? present);
}

function text(number: number | undefined): string | undefined {
  return number === undefined ? undefined : String(number);
}

function arnText(given: Arn | 'off' | undefined): string | undefined {
  return typeof given === 'object' ? given.text : given;
}
