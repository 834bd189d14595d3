import { UserError } from '../../errors.ts';
import type { LocalFile } from '../sync-spa-s3/local-site.ts';
import { matching } from '../sync-spa-s3/site.ts';
import { siteContent } from '../sync-spa-s3/site-content.ts';
import { type ObservedStage, plannedStage } from './observed-stage.ts';
import type { StageReaders } from './stage.ts';
import { site } from './stages/site.ts';

interface Finding {
  readonly path: string;
  readonly address: string;
  readonly environment: string;
}

/**
 * Most bundlers put the address of the API into the build (Vite: `VITE_…`). A site that holds the address of another
 * environment was built for that one, so it cannot be planned for this one.
 */
export async function demandOwnAddresses(
  observed: readonly ObservedStage[],
  foreignOrigins: () => Promise<ReadonlyMap<string, string>>,
  { tree }: Pick<StageReaders, 'tree'>,
): Promise<readonly ObservedStage[]> {
  const step = plannedStage(site, observed)?.step;
  const local = step?.observation.site;
  if (!local) return observed;
  const isAllowed = matching(step.inputs.lintAllow);
  const scripts = local.files.filter(({ path }) => /\.m?js$/.test(path) && !isAllowed(path));
  const foreign = scripts.length === 0 ? new Map<string, string>() : await foreignOrigins();
  if (foreign.size === 0) return observed;
  const content = siteContent(local.folder, tree);
  const findings: Finding[] = [];
  for (const file of scripts) {
    const text = Buffer.from(await content.plain(file)).toString('latin1');
    findings.push(...addressesIn(text, file, foreign));
  }
  const [first] = findings;
  if (!first) return observed;
  const failure = baked(first, findings.length);
  return observed.map((each) =>
    each.stage.name === site.name ? { kind: 'failed', stage: each.stage, failure } : each,
  );
}

function addressesIn(
  text: string,
  { path }: Pick<LocalFile, 'path'>,
  foreign: ReadonlyMap<string, string>,
): readonly Finding[] {
  return [...foreign].flatMap(([address, environment]) =>
    holds(text, address) ? [{ path, address, environment }] : [],
  );
}

/** `https://api.example.com` is no part of `https://api.example.com.au`, and `http://localhost:80` none of `http://localhost:8080`. */
function holds(text: string, address: string): boolean {
  for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1)) {
    const next = text.charAt(at + address.length);
    if (!/[\w.:-]/.test(next)) return true;
  }
  return false;
}

function baked({ path, address, environment }: Finding, count: number): UserError {
  const more = count > 1 ? ` (and ${count - 1} more)` : '';
  return new UserError({
    what: `The built file ${path} holds ${address}, which is the address of the environment ${environment}${more}; nothing was changed.`,
    why: 'The site was built for that environment: its pages would use the wrong API.',
    next: `Build the site for this environment, or let it read its addresses from config.json (runtime-config of sync-spa-s3). If the address is there on purpose, name the file in lint-allow.`,
  });
}
