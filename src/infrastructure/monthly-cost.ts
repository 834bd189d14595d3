import type { Prices } from './prices.ts';

/** A resource of a stack, with the properties that it is made with. */
export interface StackResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** What a resource costs each month before anybody uses it, in USD. */
export interface Cost {
  readonly resource: string;
  readonly what: string;
  readonly usd: number;
}

export interface MonthlyCost {
  readonly costs: readonly Cost[];
  /** Resources whose price is not in the table: the sum is then a lower bound. */
  readonly unpriced: readonly string[];
  readonly usd: number;
}

/** Sums up what the resources of stacks cost while they stand. What depends on use (requests, traffic, objects) is not in it. */
export function monthlyCost(resources: Readonly<Record<string, StackResource>>, prices: Prices): MonthlyCost {
  const parts = Object.entries(resources).flatMap(([resource, each]) =>
    (pricing[each.Type]?.(each.Properties, prices) ?? []).map((part) => ({ resource, ...part })),
  );
  const costs = parts.flatMap(({ usd, ...part }) => (usd === undefined ? [] : [{ ...part, usd: cents(usd) }]));
  return {
    costs,
    unpriced: parts.flatMap(({ resource, what, usd }) => (usd === undefined ? [`${resource} (${what})`] : [])),
    usd: cents(costs.reduce((sum, { usd }) => sum + usd, 0)),
  };
}

interface Part {
  readonly what: string;
  /** `undefined`: the table has no price for it. */
  readonly usd: number | undefined;
}

type Properties = StackResource['Properties'];

const pricing: Readonly<Record<string, (properties: Properties, prices: Prices) => readonly Part[]>> = {
  'AWS::RDS::DBInstance': databaseParts,
  'AWS::SecretsManager::Secret': (_, { secretMonth }) => [{ what: 'secret', usd: secretMonth }],
  'AWS::EC2::NatGateway': (_, { natGatewayHour, hoursPerMonth }) => [
    { what: 'NAT gateway', usd: natGatewayHour * hoursPerMonth },
  ],
  'AWS::EC2::LaunchTemplate': diskParts,
  'AWS::ElasticBeanstalk::Environment': beanstalkParts,
};

/** A standby in another zone costs what the first instance costs, extended support included. */
function databaseParts(properties: Properties, prices: Prices): readonly Part[] {
  const { DBInstanceClass, AllocatedStorage, MultiAZ, EngineLifecycleSupport, ManageMasterUserPassword } = properties;
  const name = String(DBInstanceClass);
  const instances = String(MultiAZ) === 'true' ? 2 : 1;
  const hours = prices.hoursPerMonth * instances;
  const hour = prices.databaseInstanceHour[name];
  const vcpu = prices.databaseInstanceVcpu[name];
  const extended = vcpu === undefined ? undefined : vcpu * prices.extendedSupportVcpuHour * hours;
  return [
    { what: instances === 2 ? `2 × ${name}` : name, usd: hour === undefined ? undefined : hour * hours },
    {
      what: instances === 2 ? `2 × ${AllocatedStorage} GB` : `${AllocatedStorage} GB`,
      usd: Number(AllocatedStorage) * prices.databaseGbMonth * instances,
    },
    ...(EngineLifecycleSupport === 'open-source-rds-extended-support'
      ? [{ what: 'extended support', usd: extended }]
      : []),
    ...(ManageMasterUserPassword === true ? [{ what: 'secret of the master user', usd: prices.secretMonth }] : []),
  ];
}

/** The disk of an instance that is stopped between uses. */
function diskParts({ LaunchTemplateData }: Properties, { diskGbMonth }: Prices): readonly Part[] {
  const { BlockDeviceMappings = [] } = LaunchTemplateData as {
    readonly BlockDeviceMappings?: readonly { readonly Ebs: { readonly VolumeSize: number } }[];
  };
  return BlockDeviceMappings.map(({ Ebs }) => ({
    what: `disk of ${Ebs.VolumeSize} GB`,
    usd: Ebs.VolumeSize * diskGbMonth,
  }));
}

/** What Elastic Beanstalk makes at least: instances with disk and address, and a load balancer with an address in each zone. */
function beanstalkParts({ OptionSettings }: Properties, prices: Prices): readonly Part[] {
  const settings = OptionSettings as readonly { readonly OptionName: string; readonly Value: unknown }[];
  const option = (name: string) => settings.find(({ OptionName }) => OptionName === name)?.Value;
  const type = String(option('InstanceTypes'));
  const balancers = option('EnvironmentType') === 'LoadBalanced' ? 1 : 0;
  const instances = balancers === 0 ? 1 : Number(option('MinSize'));
  const zones = String(option('ELBSubnets')).split(',').length;
  const [hours, hour, gb] = [prices.hoursPerMonth, prices.instanceHour[type], Number(option('RootVolumeSize'))];
  return [
    ...Array.from({ length: instances }, () => [
      { what: type, usd: hour === undefined ? undefined : hour * hours },
      { what: `disk of ${gb} GB`, usd: gb * prices.diskGbMonth },
    ]).flat(),
    ...(balancers === 0 ? [] : [{ what: 'load balancer', usd: prices.loadBalancerHour * hours }]),
    ...Array.from({ length: instances + balancers * zones }, () => ({
      ...{ what: 'public address', usd: prices.publicAddressHour * hours },
    })),
  ];
}

function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}
