/** A partition of AWS: regions with accounts, ARNs and domain names of their own. */
export interface Partition {
  /** As ARNs have it: `aws-cn` */
  readonly name: string;
  /** Ends the host names of services: `amazonaws.com.cn` */
  readonly dnsSuffix: string;
  /** Ends the host names of registries that answer by IPv6 too: `on.aws`; undefined where none is known. */
  readonly dualStackSuffix?: string;
  /** Ends the host names of the console; undefined where none is known. */
  readonly consoleDomain?: string;
}

interface Known extends Partition {
  /** Begins the names of its regions; the usual partition has all that no other one has. */
  readonly regionPrefix: string;
}

/** Source: the partitions of the endpoint rules in AWS's SDKs; https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const usual: Partition = {
  name: 'aws',
  dnsSuffix: 'amazonaws.com',
  dualStackSuffix: 'on.aws',
  consoleDomain: 'aws.amazon.com',
};

const others: readonly Known[] = [
  {
    ...{ name: 'aws-cn', regionPrefix: 'cn-', dnsSuffix: 'amazonaws.com.cn' },
    ...{ dualStackSuffix: 'on.amazonwebservices.com.cn', consoleDomain: 'amazonaws.cn' },
  },
  { ...usual, name: 'aws-us-gov', regionPrefix: 'us-gov-', consoleDomain: 'amazonaws-us-gov.com' },
  {
    ...{ name: 'aws-eusc', regionPrefix: 'eusc-', dnsSuffix: 'amazonaws.eu' },
    ...{ dualStackSuffix: 'on.amazonwebservices.eu', consoleDomain: 'amazonaws-eusc.eu' },
  },
  { name: 'aws-iso', regionPrefix: 'us-iso-', dnsSuffix: 'c2s.ic.gov' },
  { name: 'aws-iso-b', regionPrefix: 'us-isob-', dnsSuffix: 'sc2s.sgov.gov' },
  { name: 'aws-iso-e', regionPrefix: 'eu-isoe-', dnsSuffix: 'cloud.adc-e.uk' },
  { name: 'aws-iso-f', regionPrefix: 'us-isof-', dnsSuffix: 'csp.hci.ic.gov' },
];

/** The partition that a region belongs to; a region that nobody knows yet is one of the usual partition, as in the SDKs. */
export function partitionOf(region: string): Partition {
  return others.find(({ regionPrefix }) => region.startsWith(regionPrefix)) ?? usual;
}

/** The partition that an ARN names; the usual one where it is not known. */
export function partitionNamed(name: string): Partition {
  return others.find((partition) => partition.name === name) ?? usual;
}
