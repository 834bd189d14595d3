import type { Result } from './result.ts';
import { cpuUnitsOf, megabytesOf } from './size.ts';

/** An option of an environment's configuration, such as `aws:autoscaling:asg:MinSize=2`. */
export interface OptionSetting {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}

/** An option without its value. */
export type OptionName = Omit<OptionSetting, 'value'>;

/** An environment's name. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CreateEnvironment.html */
export function parseEnvironmentName(text: string): Result<string> {
  return /^(?!-)[A-Za-z0-9-]{4,40}(?<!-)$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: 'a name has 4 to 40 letters, digits and hyphens, with none of these at its ends' };
}

/** The first part of an environment's host. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CheckDNSAvailability.html */
export function parseCnamePrefix(text: string): Result<string> {
  return /^(?!-)[A-Za-z0-9-]{4,63}(?<!-)$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: 'a prefix has 4 to 63 letters, digits and hyphens, with no hyphen at its ends' };
}

/** Parses `namespace:OptionName=value`. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html */
export function parseOptionSetting(text: string): Result<OptionSetting> {
  const at = text.indexOf('=');
  const parts = text.slice(0, Math.max(at, 0)).trimEnd().split(':');
  const [name = '', namespace] = [parts.pop(), parts.join(':')];
  if (parts.length < 2 || parts[0] !== 'aws' || name === '' || !parts.every((part) => /^\S+$/.test(part)))
    return { ok: false, reason: 'it is not like aws:autoscaling:asg:MinSize=2' };
  return /^aws:elasticbeanstalk:application:environment(secrets)?$/.test(namespace)
    ? { ok: false, reason: 'variables are given under `env` and `secrets`' }
    : { ok: true, value: { namespace, name: name.trim(), value: text.slice(at + 1).trim() } };
}

/** Colours of an environment's health. */
export const healthColors = ['Green', 'Yellow', 'Red', 'Grey'] as const;

export type HealthColor = (typeof healthColors)[number];

export function parseHealthColor(text: string): Result<HealthColor> {
  const found = healthColors.find((color) => color.toLowerCase() === text.toLowerCase());
  return found ? { ok: true, value: found } : { ok: false, reason: `it is none of ${healthColors.join(', ')}` };
}

/** The sizes of one family, smallest first. Source: https://aws.amazon.com/ec2/instance-types/t3/ */
const sizes = [
  { name: 'micro', cpuUnits: 2_048, memoryMb: 1_024 },
  { name: 'small', cpuUnits: 2_048, memoryMb: 2_048 },
  { name: 'medium', cpuUnits: 2_048, memoryMb: 4_096 },
  { name: 'large', cpuUnits: 2_048, memoryMb: 8_192 },
  { name: 'xlarge', cpuUnits: 4_096, memoryMb: 16_384 },
  { name: '2xlarge', cpuUnits: 8_192, memoryMb: 32_768 },
] as const;

/** CPU units (1024 are one vCPU) from "1024" or "1 vCPU". */
export function parseInstanceCpu(text: string): Result<string> {
  return upToLargest(cpuUnitsOf(text), largest.cpuUnits, '8 vCPU');
}

/** Memory in MB from "2048" or "2 GB". */
export function parseInstanceMemory(text: string): Result<string> {
  return upToLargest(megabytesOf(text), largest.memoryMb, '32 GB');
}

const largest = sizes[5];

function upToLargest(amount: string | undefined, most: number, shown: string): Result<string> {
  return amount !== undefined && Number(amount) <= most
    ? { ok: true, value: amount }
    : { ok: false, reason: `a burstable instance has ${shown} at most; name larger ones under instance-types` };
}

/** The smallest burstable instance type that has so many CPU units (1024 are one vCPU) and so much memory. */
export function instanceTypeFor(cpuUnits: number, memoryMb: number, architecture: 'x86_64' | 'arm64'): string {
  const size = sizes.find((each) => each.cpuUnits >= cpuUnits && each.memoryMb >= memoryMb) ?? largest;
  return `${architecture === 'arm64' ? 't4g' : 't3'}.${size.name}`;
}
