import { UserError } from '../../errors.ts';
import type { Inputs } from './contract.ts';
import { type StageName, stageActions, stageNames } from './stages.ts';

/** The sections of the config file that an environment has of its own, and those that it has from `defaults`. */
export interface Sections {
  readonly own: ReadonlySet<string>;
  readonly defaults: ReadonlySet<string>;
}

/** A stage that will be carried out, and the section that says how. */
export interface Choice {
  readonly stage: StageName;
  readonly section: string;
}

type Wanted = Pick<Inputs, 'stages' | 'image' | 'sourceImage' | 'siteRelease' | 'environment'>;

/**
 * The stages to carry out, in order: all that have a section, or those of them that are asked for. So one workflow can ask for
 * the same stages in environments with and without a site. Throws for what contradicts itself, and where none is left.
 */
export function chooseStages(inputs: Wanted, sections: Sections): readonly Choice[] {
  const { stages, image, sourceImage, environment } = inputs;
  if (image !== undefined && sourceImage !== undefined) throw twoImages();
  const asked = new Set(stages.flat());
  const wanted = stageNames.filter((stage) => asked.size === 0 || asked.has(stage));
  const chosen = wanted
    .map((stage) => ({ stage, section: sectionOf(stage, sections, environment) }))
    .filter((choice): choice is Choice => choice.section !== undefined)
    .filter(({ stage }) => stage !== 'image' || image === undefined);
  if (chosen.length === 0) throw notConfigured(wanted, environment);
  demandStageOf(inputs, new Set(chosen.map(({ stage }) => stage)));
  return chosen;
}

/** A section of the environment's own comes before one of `defaults`; two on one level are a contradiction. */
export function sectionOf(stage: StageName, sections: Sections, environment: string): string | undefined {
  const names = Object.keys(stageActions[stage]);
  for (const level of [sections.own, sections.defaults]) {
    const [first, second] = names.filter((name) => level.has(name));
    if (second !== undefined) throw twoSections(stage, `${first} and ${second}`, environment);
    if (first !== undefined) return first;
  }
  return undefined;
}

/** What is given for a stage that is not carried out would be passed over in silence. */
function demandStageOf({ image, sourceImage, siteRelease }: Wanted, stages: ReadonlySet<StageName>): void {
  const needs = [
    ['image', image, 'backend'],
    ['source-image', sourceImage, 'image'],
    ['site-release', siteRelease, 'site'],
  ] as const;
  const idle = needs.find(([, given, stage]) => given !== undefined && !stages.has(stage));
  if (!idle) return;
  throw new UserError({
    what: `\`${idle[0]}\` was given, but the stage ${idle[2]} is not carried out; nothing was changed.`,
    next: `Leave it out, or name ${idle[2]} in \`stages\`.`,
  });
}

function twoImages(): UserError {
  return new UserError({
    what: 'Both `image` and `source-image` were given; nothing was changed.',
    next: 'Give `image` for one that is in its repository already, or `source-image` for one that is to be copied.',
  });
}

function twoSections(stage: StageName, names: string, environment: string): UserError {
  return new UserError({
    what: `The stage ${stage} of the environment ${environment} has two sections in the config file: ${names}.`,
    next: 'Keep one of them, or let the environment name the one that counts for it.',
  });
}

function notConfigured(stages: readonly StageName[], environment: string): UserError {
  const sections = stages.map((stage) => Object.keys(stageActions[stage]).join(' or ')).join('; ');
  return new UserError({
    what: `The environment ${environment} has no section for ${stages.length === 1 ? 'the stage' : 'any of the stages'} ${stages.join(', ')}.`,
    why: `It would be: ${sections}.`,
    next: 'Add it to the config file, or correct `stages`. Nothing was changed.',
  });
}
