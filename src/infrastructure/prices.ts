/** What AWS asks for, in USD without tax, in one region on one day; infra/prices.json says which, and where it was looked up. */
export interface Prices {
  readonly hoursPerMonth: number;
  /** By instance class, for one instance. */
  readonly databaseInstanceHour: Readonly<Record<string, number>>;
  readonly databaseInstanceVcpu: Readonly<Record<string, number>>;
  readonly databaseGbMonth: number;
  readonly extendedSupportVcpuHour: number;
  readonly secretMonth: number;
  readonly diskGbMonth: number;
  readonly natGatewayHour: number;
  /** By type of an EC2 instance, with Linux. */
  readonly instanceHour: Readonly<Record<string, number>>;
  /** Of an application load balancer, without what it carries. */
  readonly loadBalancerHour: number;
  /** Of one IPv4 address, whether it is used or not. */
  readonly publicAddressHour: number;
}
