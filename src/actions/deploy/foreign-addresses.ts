import { originOf, type ReferredAddress } from '../../config/foreign-addresses.ts';
import { UserError } from '../../errors.ts';
import type { Log } from '../../github/log.ts';

/** Asks for the outputs of a stack in the account and region of this run. */
export type StackOutputs = (stack: string) => Promise<ReadonlyMap<string, string>>;

/** The environment of this run, and where it is. */
interface Here {
  readonly environment: string;
  readonly accountId: string | undefined;
  readonly region: string | undefined;
}

/** What the config file says of the addresses of all environments. */
export interface WrittenAddresses {
  /** Origins of other environments, each with its environment. */
  readonly origins: ReadonlyMap<string, string>;
  readonly referred: readonly ReferredAddress[];
}

/**
 * The origins of other environments, each with its environment: those that the config file names, and those that the
 * stacks of this account and region say. The log names those that remain unknown, once.
 */
export async function foreignOrigins(
  here: Here,
  { origins, referred }: WrittenAddresses,
  outputsOf: StackOutputs,
  log: Pick<Log, 'info'>,
): Promise<ReadonlyMap<string, string>> {
  const others = referred.filter((each) => each.environment !== here.environment);
  if (others.length === 0) return origins;
  const own = referred.filter((each) => each.environment === here.environment);
  const known = new Map(origins);
  const unknown: string[] = [];
  for (const other of others) {
    const text = isIn(here, other) ? await resolved(other, outputsOf) : undefined;
    if (text === undefined) unknown.push(`${other.environment} (${other.text})`);
    else for (const origin of originOf(text)) known.set(origin, other.environment);
  }
  for (const each of own) for (const origin of originOf((await resolved(each, outputsOf)) ?? '')) known.delete(origin);
  if (unknown.length > 0)
    log.info(
      `Addresses of other environments that are not known here, so the site is not searched for them: ${unknown.join(', ')}.`,
    );
  return known;
}

/** Whether its stack can be asked for here. */
function isIn(here: Here, { accountId = here.accountId, region = here.region }: ReferredAddress): boolean {
  return accountId === here.accountId && region === here.region;
}

/** Undefined where it is not known: a stack that is not there or must not be read, or a variable that only its own run has. */
async function resolved({ stack, text }: ReferredAddress, outputsOf: StackOutputs): Promise<string | undefined> {
  if (stack === undefined || stack.includes('${') || !text.includes('${stack:')) return undefined;
  try {
    const outputs = await outputsOf(stack);
    const found = text.replace(/\$\{stack:([^}$]+)\}/g, (whole, key: string) => outputs.get(key) ?? whole);
    return found.includes('${') ? undefined : found;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
