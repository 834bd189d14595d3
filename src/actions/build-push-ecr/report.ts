import { referenceText, repositoryText } from '../../domain/image-reference.ts';
import { bytesText, counted } from '../../report/counted.ts';
import { duration } from '../../report/duration.ts';
import { imageLink, short, shortImage } from '../../report/links.ts';
import type { Fact, Section, Status } from '../../report/report.ts';
import { sourceTag } from './build/source-key.ts';
import type { Content } from './content.ts';
import { layerFact, layerSection, sizeBytesOfImage } from './layers.ts';
import type { Observation } from './observe.ts';
import type { Outcome, ToApply } from './outcome.ts';
import { reused } from './plan.ts';
import { missingReferrers } from './referrers/missing-referrers.ts';
import { referrerFact, referrerSection } from './referrers/referrer-sections.ts';
import type { Drift } from './repository/drift.ts';
import { scanSections } from './scan/scan-sections.ts';

/** Without an outcome, what is known of the image before it is pushed. */
export function report({ inputs, observation, plan }: ToApply, outcome: Outcome | undefined) {
  const { content } = observation;
  const repository = outcome?.repository ?? observation.repository;
  const was = reused(inputs, observation);
  const stored = outcome?.image ?? (outcome ? undefined : was);
  const digest = stored?.digest ?? (outcome || content.kind === 'build' ? undefined : content.digest);
  const uri = repository && repositoryText(repository.address);
  const image = repository && digest ? referenceText({ ...repository.address, digest }) : undefined;
  const tags = wantedTags(observation).filter((tag) => !outcome?.failure || observation.tagged.get(tag) === digest);
  const shown = stored && { manifest: stored, blobs: outcome?.blobs ?? [], wasThere: was !== undefined };
  const sizeBytes = shown && sizeBytesOfImage(shown);
  const all = content.kind === 'copy' ? content.referrers : undefined;
  const referrers = { all, missing: missingReferrers(observation), copied: outcome?.referrers ?? [] };
  return {
    outputs: {
      image,
      digest,
      tags,
      'repository-uri': uri,
      'source-key': content.kind === 'build' ? content.sourceKey : content.digest,
      skipped: was !== undefined,
      'size-bytes': sizeBytes,
      'scan-summary': outcome?.gate?.summary,
      'scan-sarif-path': outcome?.gate?.sarifPath,
    },
    report: {
      title: `Image of ${observation.id.name}`,
      ...ended(observation, plan, was !== undefined, outcome),
      facts: [
        ...facts(image, tags, sizeBytes, uri),
        ...(shown ? layerFact(shown) : []),
        ...referrerFact(referrers),
        ...stepFact(outcome),
        ...(outcome?.gate ? [['Scan', outcome.gate.summary] as const] : []),
        ...keyFacts(content, observation.areBasesUnknown),
      ],
      sections: [
        ...driftSection(observation.drift),
        ...scanSections(outcome?.gate?.verdict),
        ...(shown ? layerSection(shown) : []),
        ...referrerSection(referrers),
        ...phaseSection(outcome),
      ],
    },
    artifacts: outcome?.image && !outcome.failure && image ? [`oci://${image}`] : [],
    failure: outcome?.failure,
  };
}

function wantedTags({ tags, content }: Observation): readonly string[] {
  return content.kind === 'build' ? tags.filter((tag) => tag !== sourceTag(content)) : tags;
}

function ended(
  { content, id }: Observation,
  { changes }: ToApply['plan'],
  skipped: boolean,
  outcome: Outcome | undefined,
): { readonly status: Status; readonly result: string } {
  if (outcome?.failure) return { status: 'failed', result: outcome.failure.message };
  if (changes.length === 0) return { status: 'unchanged', result: `${id.name} has this image and its tags already.` };
  const { would, did } = skipped ? completing(changes, id.name) : making(content, id.name);
  return outcome === undefined
    ? { status: 'planned', result: `Would ${would}.` }
    : { status: 'succeeded', result: `${did}.` };
}

function completing(changes: ToApply['plan']['changes'], name: string) {
  const count = changes.filter(({ kind }) => kind === 'copy-referrer').length;
  if (count > 0) {
    const what = `${counted(count, 'referrer')} of an image that ${name}`;
    return { would: `copy ${what} has already`, did: `Copied ${what} had already` };
  }
  return { would: `tag an image that ${name} has already`, did: `Tagged an image that ${name} had already` };
}

function making(content: Content, name: string): { readonly would: string; readonly did: string } {
  switch (content.kind) {
    case 'build': {
      const what = counted(content.context.files, 'file');
      return {
        would: `build ${what} and push the image to ${name}`,
        did: `Built ${what} and pushed the image to ${name}`,
      };
    }
    case 'archive':
      return { would: `push ${content.path} to ${name}`, did: `Pushed ${content.path} to ${name}` };
    case 'copy': {
      const what = `${shortImage(referenceText(content.reference))} to ${name}`;
      return { would: `copy ${what}`, did: `Copied ${what}` };
    }
  }
}

function facts(
  image: string | undefined,
  tags: readonly string[],
  sizeBytes: number | undefined,
  uri: string | undefined,
): readonly Fact[] {
  return [
    ...(image ? [['Image', imageLink(image)] as const] : uri ? [['Repository', uri] as const] : []),
    ...(tags.length === 0 ? [] : [['Tags', tags.join(', ')] as const]),
    ...(sizeBytes === undefined ? [] : [['Size', bytesText(sizeBytes)] as const]),
  ];
}

/** How much of a build came from its cache. */
export function stepFact(outcome: Outcome | undefined): readonly Fact[] {
  return outcome?.reusedSteps === undefined ? [] : [['Build steps reused', outcome.reusedSteps]];
}

/** What the image was made from; of an image that is used again, its base images only where they are known to be these. */
export function keyFacts(content: Content, areBasesUnknown = false): readonly Fact[] {
  if (content.kind !== 'build') return [];
  const digests = areBasesUnknown ? {} : content.bases.digests;
  const bases = Object.entries(digests).map(([name, digest]) => shortImage(`${name}@${digest}`));
  return [
    ...(bases.length > 0 ? [['Base images', bases.join(', ')] as const] : []),
    [
      'Source key',
      content.sourceKey === undefined
        ? `none; not known is ${content.bases.unknown.join('; ')}`
        : short(content.sourceKey),
    ],
  ];
}

function driftSection(drift: readonly Drift[]): readonly Section[] {
  const title = 'Repository settings that were left unchanged';
  const rows = drift.map(({ setting, is, why }) => [setting, is, why]);
  return rows.length === 0
    ? []
    : [{ kind: 'table', title, columns: ['Setting', 'Value', 'Consequence'], rows, code: [1] }];
}

export function phaseSection(outcome: Outcome | undefined): readonly Section[] {
  const rows = (outcome?.phases ?? []).map(({ name, seconds }) => [name, duration(seconds)]);
  return rows.length === 0 ? [] : [{ kind: 'table', title: 'Time', columns: ['Phase', 'Time'], rows, collapsed: true }];
}
