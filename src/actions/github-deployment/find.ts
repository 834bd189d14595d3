import { UserError } from '../../errors.ts';
import { isCutShort, maxEntries, recentEntries } from './entries.ts';
import type { Entry } from './entry.ts';
import { currentOf, type Ledger, previousOf } from './ledger.ts';
import type { Selection } from './selection.ts';
import type { Target } from './targets.ts';
import { currentOnly, type Witness } from './trust/witness.ts';

/** The ledger of a target, and who says which of its entries count. */
export interface Source {
  readonly target: Target;
  readonly ledger: Ledger;
  readonly witness: Witness;
}

/** The selected release or why there is none, and the entries that do not count. */
export interface Finding {
  readonly found: Entry | UserError;
  readonly doubted: readonly Entry[];
}

/** The selected release, which must have been deployed with success. */
export async function find(selection: Selection, source: Source): Promise<Finding> {
  if (selection.kind === 'named') return named(selection, source);
  const { ledger, target, witness } = source;
  if (selection.kind === 'current') {
    const entries = await recentEntries(ledger, { check: currentOnly(witness) });
    return finding(currentOf(entries) ?? noCurrent(target, entries), entries);
  }
  const isEnough = (all: readonly Entry[]) => previousOf(all) !== undefined;
  const entries = await recentEntries(ledger, { check: witness, isEnough });
  return finding(previousOf(entries) ?? noPrevious(target, currentOf(entries), entries), entries);
}

function finding(found: Entry | UserError, entries: readonly Entry[]): Finding {
  return { found, doubted: entries.filter(({ doubt }) => doubt !== undefined) };
}

type Named = Extract<Selection, { readonly kind: 'named' }>;

async function named({ id, commit }: Named, { ledger, target, witness }: Source): Promise<Finding> {
  const byId = id === undefined ? undefined : await ledger.deployment(id);
  if (byId) {
    const entry = await witness(await ledger.entry(byId));
    return finding(successful([entry], target, `The deployment ${id}`), [entry]);
  }
  if (commit === undefined) return finding(notFound(target, `no deployment ${id}`), []);
  const entries = [];
  for await (const deployment of ledger.deployments()) {
    if (!deployment.commit.startsWith(commit)) continue;
    const entry = await witness(await ledger.entry(deployment));
    entries.push(entry);
    if (entry.succeededAt !== undefined || entries.length === maxEntries) break;
  }
  const found =
    entries.length === 0
      ? notFound(target, `no commit ${commit}`)
      : successful(entries, target, `The commit ${commit}`);
  return finding(found, entries);
}

function successful(entries: readonly Entry[], where: Target, name: string): Entry | UserError {
  const found = entries.find(({ succeededAt }) => succeededAt !== undefined);
  if (found) return found;
  const doubts = doubtsAbout(entries);
  return doubts === undefined
    ? new UserError({
        what: `${name} was never deployed to ${where.environment} with success; nothing was changed.`,
        why: endingOf(entries),
        next: 'Choose a release that was successful there, or deploy this one first.',
      })
    : new UserError({
        what: `${name} has no record in ${where.environment} that GitHub vouches for; nothing was changed.`,
        why: doubts,
        next: 'Look at who made these deployments. Choose another release, or deploy this one first.',
      });
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
    why: entries.length === 0 ? 'The ledger has no entry.' : (doubtsAbout(entries) ?? endingOf(entries)),
    next: 'Deploy there first. Only a successful release can be promoted or restored.',
  });
}

function noPrevious({ app, environment }: Target, current: Entry | undefined, entries: readonly Entry[]): UserError {
  if (!current) return noCurrent({ app, environment }, entries);
  return new UserError({
    what: `${app} has no release in ${environment} before ${current.release.commit.slice(0, 12)}; nothing was changed.`,
    why: doubtsAbout(entries),
    next: 'Name a commit or a deployment id with `select`.',
  });
}

const maxDoubts = 5;

/** Why successes do not count, for a sentence; undefined where all do. */
function doubtsAbout(entries: readonly Entry[]): string | undefined {
  const told = entries.flatMap(({ deployment, doubt }) =>
    doubt === undefined ? [] : [`the deployment ${deployment.id} does not count, as ${doubt}`],
  );
  if (told.length === 0) return undefined;
  const more = told.length > maxDoubts ? `; and ${told.length - maxDoubts} more` : '';
  const text = `${told.slice(0, maxDoubts).join('; ')}${more}.`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function endingOf(entries: readonly Entry[]): string {
  const [newest] = entries;
  if (!newest) return '';
  const { deployment, state, logUrl } = newest;
  const limit = isCutShort(entries) ? ` Only the newest ${entries.length} were read.` : '';
  return `The newest deployment there (${deployment.id}) is \`${state}\`${logUrl ? `: ${logUrl}` : ''}.${limit}`;
}
