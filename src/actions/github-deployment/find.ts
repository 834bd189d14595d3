import { UserError } from '../../errors.ts';
import { currentOf, type Entry, type Ledger, maxEntries, previousOf, recentEntries } from './ledger.ts';
import type { Selection } from './selection.ts';
import type { Target } from './targets.ts';

/** The selected release, which must have been deployed with success; or why there is none. */
export async function find(ledger: Ledger, selection: Selection, where: Target): Promise<Entry | UserError> {
  if (selection.kind === 'named') return named(ledger, selection, where);
  if (selection.kind === 'current') {
    const entries = await recentEntries(ledger);
    return currentOf(entries) ?? noCurrent(where, entries);
  }
  const entries = await recentEntries(ledger, (all) => previousOf(all) !== undefined);
  return previousOf(entries) ?? noPrevious(where, currentOf(entries), entries);
}

type Named = Extract<Selection, { readonly kind: 'named' }>;

async function named(ledger: Ledger, { id, commit }: Named, where: Target): Promise<Entry | UserError> {
  const byId = id === undefined ? undefined : await ledger.deployment(id);
  if (byId) return successful([await ledger.entry(byId)], where, `The deployment ${id}`);
  if (commit === undefined) return notFound(where, `no deployment ${id}`);
  const entries = [];
  for await (const deployment of ledger.deployments()) {
    if (!deployment.commit.startsWith(commit)) continue;
    const entry = await ledger.entry(deployment);
    if (entry.succeededAt !== undefined) return entry;
    entries.push(entry);
    if (entries.length === maxEntries) break;
  }
  return entries.length === 0
    ? notFound(where, `no commit ${commit}`)
    : successful(entries, where, `The commit ${commit}`);
}

function successful(entries: readonly Entry[], where: Target, name: string): Entry | UserError {
  const found = entries.find(({ succeededAt }) => succeededAt !== undefined);
  return (
    found ??
    new UserError({
      what: `${name} was never deployed to ${where.environment} with success; nothing was changed.`,
      why: endingOf(entries),
      next: 'Choose a release that was successful there, or deploy this one first.',
    })
  );
}

function notFound({ app, environment }: Target, what: string): UserError {
  return new UserError({
    what: `The ledger of ${app} in ${environment} has ${what}; nothing was changed.`,
    next: 'Check the deployments of the repository, and correct `select`.',
  });
}

function noCurrent({ app, environment }: Target, entries: readonly Entry[]): UserError {
  return new UserError({
    what: `${app} has no current release in ${environment}, according to the ledger; nothing was changed.`,
    why: entries.length === 0 ? 'The ledger has no entry.' : endingOf(entries),
    next: 'Deploy there first. Only a successful release can be promoted or restored.',
  });
}

function noPrevious({ app, environment }: Target, current: Entry | undefined, entries: readonly Entry[]): UserError {
  if (!current) return noCurrent({ app, environment }, entries);
  return new UserError({
    what: `${app} has no release in ${environment} before ${current.release.commit.slice(0, 12)}; nothing was changed.`,
    next: 'Name a commit or a deployment id with `select`.',
  });
}

function endingOf(entries: readonly Entry[]): string {
  const [newest] = entries;
  if (!newest) return '';
  const { deployment, state, logUrl } = newest;
  const limit = entries.length < maxEntries ? '' : ` Only the newest ${maxEntries} were read.`;
  return `The newest deployment there (${deployment.id}) is \`${state}\`${logUrl ? `: ${logUrl}` : ''}.${limit}`;
}
