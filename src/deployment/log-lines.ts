import { messageOf } from '../errors.ts';
import type { Context } from '../lifecycle/context.ts';

/** Lines that may explain a failure; where they cannot be read, a warning says so, and the report does without them. */
export async function logLines(
  /** "The events of the service" */
  what: string,
  read: () => Promise<readonly string[]>,
  { log }: Pick<Context, 'log'>,
): Promise<readonly string[]> {
  try {
    return await read();
  } catch (error) {
    log.warning(`${what} could not be read: ${messageOf(error)}`);
    return [];
  }
}
