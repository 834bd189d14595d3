import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { isMapping } from '@actions/workflow-parser/templates/tokens/type-guards';
import type { Scope } from '../expressions/scope.ts';
import { evaluateBoolean, evaluateText } from '../expressions/template.ts';
import { demandKnownKey } from './enterprise-server.ts';
import type { Run } from './run.ts';

/**
 * Does something while holding the turn in the concurrency group of a `concurrency` key, or at once when there is none.
 * Gives undefined when it never got its turn. What it does is cancelled when a newer request takes the turn away.
 */
export async function inConcurrencyGroup<T>(
  token: TemplateToken | undefined,
  scope: Scope,
  run: Pick<Run, 'concurrency' | 'repository' | 'github'>,
  cancel: AbortSignal,
  body: (cancel: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  if (token === undefined) return cancel.aborted ? undefined : body(cancel);
  const displaced = new AbortController();
  const settings = toSettings(token, scope);
  if (settings.queue === 'max') demandKnownKey('queue', run.github);
  const endTurn = await run.concurrency.enter({
    ...settings,
    repository: run.repository,
    signal: cancel,
    onCancel: () => displaced.abort(),
  });
  if (endTurn === undefined) return undefined;
  try {
    return await body(AbortSignal.any([cancel, displaced.signal]));
  } finally {
    endTurn();
  }
}

interface ConcurrencySettings {
  readonly group: string;
  readonly cancelInProgress: boolean;
  readonly queue: 'single' | 'max';
}

function toSettings(token: TemplateToken, scope: Scope): ConcurrencySettings {
  if (!isMapping(token)) return { group: evaluateText(token, scope), cancelInProgress: false, queue: 'single' };
  const group = token.find('group');
  const queue = token.find('queue');
  const settings: ConcurrencySettings = {
    group: group === undefined ? '' : evaluateText(group, scope),
    cancelInProgress: evaluateBoolean(token.find('cancel-in-progress'), scope),
    queue: queue !== undefined && evaluateText(queue, scope) === 'max' ? 'max' : 'single',
  };
  if (settings.queue === 'max' && settings.cancelInProgress) {
    throw new Error(
      `The concurrency group '${settings.group}' cannot have both 'queue: max' and 'cancel-in-progress'.`,
    );
  }
  return settings;
}
