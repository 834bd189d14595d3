import type { Context } from '../../lifecycle/context.ts';
import type { ConfiguredStage } from './configuration.ts';

/** The surroundings of a stage that is looked at beside others: each of its lines bears its name. */
export function lookingContext({ name }: ConfiguredStage, context: Context): Context {
  const { log } = context;
  return {
    ...context,
    log: {
      info: (line) => log.info(`${name}: ${line}`),
      debug: (line) => log.debug(`${name}: ${line}`),
      warning: (message) => log.warning(`${name}: ${message}`),
      mask: (secret) => log.mask(secret),
      group: (_, body) => body(),
    },
  };
}

/** The surroundings of a stage that is carried out, in a group of the log that is there already: what it saves is told from what others do. */
export function workingContext({ action }: Pick<ConfiguredStage, 'action'>, context: Context): Context {
  const { log, state } = context;
  return {
    ...context,
    log: {
      info: (line) => log.info(line),
      debug: (line) => log.debug(line),
      warning: (message) => log.warning(message),
      mask: (secret) => log.mask(secret),
      group: (_, body) => body(),
    },
    state: { save: (name, value) => state.save(stateName(action.contract.name, name), value) },
  };
}

/** A name of a stage's state among those of all stages. */
export function stateName(action: string, name: string): string {
  return `${action}.${name}`;
}

/** What a stage has saved. */
export function stateOf(action: string, state: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const prefix = stateName(action, '');
  return new Map(
    [...state].filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]),
  );
}
