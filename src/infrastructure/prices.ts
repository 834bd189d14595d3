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
}
