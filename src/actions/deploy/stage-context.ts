import type { Log } from '../../github/log.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ConfiguredStage } from './configuration.ts';

/** The context of a stage that is planned beside others: each of its lines in the log bears its name. */
export function planningContext({ name }: Pick<ConfiguredStage, 'name'>, context: Context): Context {
  return { ...context, log: ungrouped(context.log, `${name}: `) };
}

/** The context of a stage that is carried out, within a group of the log. Its saved state is kept apart from that of others. */
export function applyingContext({ action }: Pick<ConfiguredStage, 'action'>, context: Context): Context {
  const { log, state } = context;
  return {
    ...context,
    log: ungrouped(log, ''),
    state: { save: (name, value) => state.save(stateName(action.contract.name, name), value) },
  };
}

/** What a stage has saved. */
export function stateOf(action: string, state: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const prefix = stateName(action, '');
  return new Map(
    [...state].filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

function stateName(action: string, name: string): string {
  return `${action}.${name}`;
}

function ungrouped(log: Log, prefix: string): Log {
  return {
    info: (line) => log.info(prefix + line),
    debug: (line) => log.debug(prefix + line),
    warning: (message) => log.warning(prefix + message),
    mask: (secret) => log.mask(secret),
    group: (_, body) => body(),
  };
}
