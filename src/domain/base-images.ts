import { directivesOf, type Instruction, instructionsOf, parseInstruction } from './dockerfile.ts';
import { substituted } from './dockerfile-variables.ts';
import { imageLimits } from './image-limits.ts';
import { isReplaced } from './named-context.ts';
import type { Platform } from './platform.ts';
import { remoteSourcesOf } from './remote-source.ts';
import type { Result } from './result.ts';

/** What a build takes from elsewhere. */
export interface OutsideSources {
  /** Images by tag, sorted: of FROM, of `COPY --from`, of `--mount=from` and of `# syntax`. What names its digest is left out. */
  readonly images: readonly string[];
  /** What else decides the image, and cannot be known before it is built: a phrase each. */
  readonly unknown: readonly string[];
}

/** Reads what a Dockerfile takes from elsewhere, apart from contexts that have a name. Source: https://docs.docker.com/reference/dockerfile/#from */
export function outsideSources(
  dockerfile: string,
  buildArguments: ReadonlyMap<string, string>,
  platforms: readonly Platform[],
  contextNames: ReadonlySet<string> = new Set(),
): Result<OutsideSources> {
  const instructions = instructionsOf(dockerfile).map(parseInstruction);
  const syntax = buildArguments.get('BUILDKIT_SYNTAX') ?? directivesOf(dockerfile).get('syntax');
  const images = new Set(syntax === undefined ? [] : syntax.split(/\s+/).slice(0, 1));
  for (const platform of platforms) {
    const named = imagesFor(platform, instructions, buildArguments);
    if (!named.ok) return named;
    for (const image of named.value) if (!isReplaced(image, contextNames)) images.add(image);
    if (images.size > imageLimits.baseImages)
      return { ok: false, reason: `it names more than ${imageLimits.baseImages} base images` };
  }
  const byName = [...images].toSorted();
  const isName = (image: string) => /^\w(?:[\w.:/@+-]*\w)?$/.test(image);
  return {
    ok: true,
    value: {
      images: byName.filter((image) => isName(image) && !image.includes('@')),
      unknown: [
        ...byName.filter((image) => !isName(image)).map((image) => `which image ${image.slice(0, 100)} is`),
        ...remoteSourcesOf(instructions).map((source) => `what ADD takes from ${source}`),
      ],
    },
  };
}

/** The images as they are named, with variables by their values: some differ from platform to platform. */
function imagesFor(
  platform: Platform,
  instructions: readonly Instruction[],
  buildArguments: ReadonlyMap<string, string>,
): Result<ReadonlySet<string>> {
  const stages = new Set<string>();
  const images = new Set<string>();
  const globals = new Map(platformVariables(platform));
  let stageCount = 0;
  const add = (name: string) => {
    if (!stages.has(name.toLowerCase()) && name.toLowerCase() !== 'scratch') images.add(name);
  };
  for (const { keyword, flags, words } of instructions) {
    if (keyword === 'ARG' && stageCount === 0) {
      const problem = declare(words, globals, buildArguments);
      if (problem !== undefined) return { ok: false, reason: problem };
    } else if (keyword === 'FROM') {
      const [image = '', as, name] = words;
      add(substituted(image.replace(/^(["'])(.*)\1$/, '$2'), globals) ?? image);
      if (as && name) stages.add(name.toLowerCase());
      stages.add(String(stageCount++));
    } else for (const name of flags.flatMap((flag) => fromOf(keyword, flag))) add(name);
    if (images.size > imageLimits.baseImages)
      return { ok: false, reason: `it names more than ${imageLimits.baseImages} base images` };
  }
  return { ok: true, value: images };
}

/** `COPY --from=…`, `RUN --mount=type=…,from=…` */
function fromOf(keyword: string, { name, value }: Instruction['flags'][number]): readonly string[] {
  if (name === 'from' && (keyword === 'COPY' || keyword === 'ADD')) return [value];
  if (name !== 'mount' || keyword !== 'RUN') return [];
  return value.split(',').flatMap((part) => /^from=(.+)$/i.exec(part)?.[1] ?? []);
}

/** Those of the platform that is built for; that of the machine which builds is not known. https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
function platformVariables({ os, architecture, variant }: Platform): readonly (readonly [string, string])[] {
  return [
    ['TARGETPLATFORM', [os, architecture, ...(variant ? [variant] : [])].join('/')],
    ['TARGETOS', os],
    ['TARGETARCH', architecture],
    ['TARGETVARIANT', variant ?? ''],
  ];
}

/** Takes the values of an `ARG NAME NAME=value`, or says what is wrong with one. */
function declare(
  words: readonly string[],
  globals: Map<string, string>,
  buildArguments: ReadonlyMap<string, string>,
): string | undefined {
  for (const word of words) {
    const [name = '', ...given] = word.split('=');
    const written = given.length === 0 ? undefined : given.join('=').replace(/^(['"])(.*)\1$/, '$2');
    const value =
      buildArguments.get(name) ?? (written === undefined ? undefined : (substituted(written, globals) ?? null));
    const { argumentCharacters } = imageLimits;
    if (value === null || (value?.length ?? 0) > argumentCharacters)
      return `the value of ARG ${name.slice(0, 100)} has more than ${argumentCharacters} characters`;
    if (value !== undefined) globals.set(name, value);
  }
  return undefined;
}
