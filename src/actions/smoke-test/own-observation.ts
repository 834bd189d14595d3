import { UserError } from '../../errors.ts';
import type { Observation } from './observation.ts';
import { parseSuite } from './suite/parse.ts';

/** What is observed for a site alone: one check, in a suite of our own. */
export function siteObservation({ siteUrl }: { readonly siteUrl: string | undefined }): Observation {
  if (siteUrl !== undefined) return ownObservation('Site', [siteCheck], new Map([['SITE', siteUrl]]));
  throw new UserError({ what: 'site-only was given without site-url.', next: 'Give the address of the site.' });
}

const siteCheck = {
  name: 'the site has its entry page and all that it loads',
  site: { url: '${SITE}' },
};

/** A suite that is in no file. */
export function ownObservation(
  name: string,
  checks: readonly object[],
  addresses: Observation['addresses'],
): Observation {
  const parsed = parseSuite('the checks of our own', JSON.stringify({ name, checks }));
  if (!('suite' in parsed)) throw new Error('The suite of our own is not valid.');
  const nothing = new Map<string, string>();
  const known = { variables: nothing, secrets: nothing, commandVariables: nothing, commandSecrets: nothing };
  return { ...known, suites: [parsed.suite], files: new Map(), addresses };
}
