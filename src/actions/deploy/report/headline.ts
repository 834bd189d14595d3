import type { Run } from '../../../github/run.ts';
import { duration, utc } from '../../../report/duration.ts';
import { imageLink, personLink, releasePath } from '../../../report/links.ts';
import type { Cell, Fact } from '../../../report/report.ts';
import type { Outcome } from '../apply.ts';
import type { Observation } from '../observe.ts';
import type { outputsOf } from '../outputs.ts';
import { barsOf } from './timeline.ts';

type Outputs = ReturnType<typeof outputsOf>;

/** From which release to which, where it is, and who did that in which time. */
export function headlineFacts(outputs: Outputs, { run }: Observation, outcome: Outcome | undefined): readonly Fact[] {
  const facts: readonly (readonly [string, Cell | undefined])[] = [
    [hasFailed(outcome) ? 'Tried release' : 'Release', releaseCell(outputs, run)],
    ['Site', page(outputs['site-url'])],
    ['API', page(outputs['service-url'])],
    ['Image', imageCell(outputs['image'], outputs['previous-image'])],
    ['Last migration', codeOf(outputs['database-version'])],
    ['By', makerCell(run, outcome)],
  ];
  return facts.filter((fact): fact is Fact => fact[1] !== undefined);
}

function hasFailed(outcome: Outcome | undefined): boolean {
  return outcome?.results.some(({ ending }) => ending.failure) ?? false;
}

function releaseCell(outputs: Outputs, run: Run): Cell | undefined {
  const before = outputs['previous-site-release'];
  // Another build of a commit has a number behind it.
  const [, commit] = /^([0-9a-f]{40})(?:\.\d+)?$/.exec(typeof before === 'string' ? before : '') ?? [];
  return run.commit === '' ? undefined : releasePath(commit, run.commit, run.url);
}

function page(url: unknown): Cell | undefined {
  return typeof url === 'string' && url !== '' ? { text: url, url } : undefined;
}

function codeOf(text: unknown): Cell | undefined {
  return typeof text === 'string' && text !== '' ? { code: text } : undefined;
}

function imageCell(image: unknown, before: unknown): Cell | undefined {
  if (typeof image !== 'string' || image === '') return undefined;
  return typeof before === 'string' && before !== '' && before !== image
    ? [imageLink(image), ', before ', imageLink(before)]
    : imageLink(image);
}

function makerCell({ actor, url }: Run, outcome: Outcome | undefined): Cell | undefined {
  const bars = barsOf(outcome);
  const [first] = bars;
  if (actor === '' || !first) return undefined;
  const end = Math.max(...bars.map(({ begun, seconds }) => begun.getTime() + seconds * 1_000));
  const took = duration((end - first.begun.getTime()) / 1_000);
  return [personLink(actor, url), ` in ${took}, until ${utc(new Date(end))}`];
}
