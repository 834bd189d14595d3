import { UserError } from '../../errors.ts';
import type { Inputs } from './contract.ts';
import type { Stage } from './stage.ts';
import { stages as allStages, type StageName } from './stages.ts';

/** The sections of the config file that an environment has of its own, and those that it has from `defaults`. */
export interface Sections {
  readonly own: ReadonlySet<string>;
  readonly defaults: ReadonlySet<string>;
}

/** A stage that will be carried out, and the section that says how. */
export interface Choice {
  readonly stage: Stage<StageName>;
  readonly section: string;
}

type Wanted = Pick<Inputs, 'stages' | 'image' | 'sourceImage' | 'siteRelease' | 'environment'>;

/**
 * The stages to carry out, in order: all that have a section, or those of them that are asked for. So one workflow can ask for
 * the same stages in environments with and without a site. Throws for what contradicts itself, and where none is left.
 */
export function chooseStages(inputs: Wanted, sections: Sections): readonly Choice[] {
  const { environment } = inputs;
  const given = givenInputs(inputs);
  if (given.image !== undefined && given['source-image'] !== undefined) throw twoImages();
  const asked = new Set(inputs.stages.flat());
  const wanted = allStages.filter(({ name }) => asked.size === 0 || asked.has(name));
  const chosen = wanted
    .filter(({ neededWithout }) => neededWithout === undefined || given[neededWithout] === undefined)
    .map((stage) => ({ stage, section: sectionOf(stage, sections, environment) }))
    .filter((choice): choice is Choice => choice.section !== undefined);
  if (chosen.length === 0) throw notConfigured(wanted, environment);
  const idle = allStages.find((stage) => hasInput(stage, given) && !chosen.some((choice) => choice.stage === stage));
  if (idle) throw idleInput(idle);
  return chosen;
}

type GivenInputs = Readonly<Record<NonNullable<Stage['ownInput']>, string | undefined>>;

function givenInputs({ image, sourceImage, siteRelease }: Wanted): GivenInputs {
  return { image, 'source-image': sourceImage, 'site-release': siteRelease };
}

function hasInput({ ownInput }: Stage, given: GivenInputs): boolean {
  return ownInput !== undefined && given[ownInput] !== undefined;
}

/** A section of the environment's own comes before one of `defaults`; two on one level are a contradiction. */
export function sectionOf(
  { name: stage, actions }: Pick<Stage, 'name' | 'actions'>,
  sections: Sections,
  environment: string,
): string | undefined {
  const names = Object.keys(actions);
  for (const level of [sections.own, sections.defaults]) {
    const [first, second] = names.filter((name) => level.has(name));
    if (second !== undefined) throw twoSections(stage, `${first} and ${second}`, environment);
    if (first !== undefined) return first;
  }
  return undefined;
}

/** An input for a stage that is not carried out would be passed over in silence. */
function idleInput({ name, ownInput }: Stage): UserError {
  return new UserError({
    what: `\`${ownInput}\` was given, but the stage ${name} is not carried out; nothing was changed.`,
    next: `Leave it out, or name ${name} in \`stages\`.`,
  });
}

function twoImages(): UserError {
  return new UserError({
    what: 'Both `image` and `source-image` were given; nothing was changed.',
    next: 'Give `image` for an image that is in its repository already, or `source-image` for one that is to be copied.',
  });
}

function twoSections(stage: string, names: string, environment: string): UserError {
  return new UserError({
    what: `The stage ${stage} of the environment ${environment} has two sections in the config file: ${names}.`,
    next: 'Keep one of them, or move the one for this environment into the environment.',
  });
}

function notConfigured(stages: readonly Stage[], environment: string): UserError {
  const names = stages.map(({ name }) => name);
  const sections = stages.map(({ actions }) => Object.keys(actions).join(' or ')).join('; ');
  return new UserError({
    what: `The environment ${environment} has no section for ${names.length === 1 ? 'the stage' : 'any of the stages'} ${names.join(', ')}.`,
    why: `It would be: ${sections}.`,
    next: 'Add it to the config file, or correct `stages`. Nothing was changed.',
  });
}
