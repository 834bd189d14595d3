import { directivesOf, hereDocumentsOf, type Instruction, instructionsOf, parseInstruction } from './dockerfile.ts';

/** What a Dockerfile has that only some builders know. */
export type DockerfileNeed =
  | 'RUN with options'
  | 'COPY or ADD with options'
  | 'here-documents'
  | 'arguments of the platform'
  | 'ADD from Git'
  | 'a front end of its own (# syntax)';

/**
 * What docker's legacy builder does not know of a Dockerfile: it stops, or, worse, builds something else. Of `COPY` and `ADD` it
 * knows `--from` and `--chown`; arguments of the platform are empty, and a repository of Git is a file.
 * Source: https://docs.docker.com/reference/dockerfile/
 */
export function dockerfileNeeds(dockerfile: string): readonly DockerfileNeed[] {
  const texts = instructionsOf(dockerfile);
  const instructions = texts.map(parseInstruction);
  const asked: readonly (readonly [boolean, DockerfileNeed])[] = [
    [instructions.some(({ keyword, flags }) => keyword === 'RUN' && flags.length > 0), 'RUN with options'],
    [instructions.some(hasNewOptions), 'COPY or ADD with options'],
    [texts.some((text) => hereDocumentsOf(text).length > 0), 'here-documents'],
    [texts.some(usesPlatform), 'arguments of the platform'],
    [instructions.some(addsRepository), 'ADD from Git'],
    [hasOwnFrontEnd(directivesOf(dockerfile).get('syntax')), 'a front end of its own (# syntax)'],
  ];
  return asked.flatMap(([isAsked, need]) => (isAsked ? [need] : []));
}

const oldOptions = ['from', 'chown'];

function hasNewOptions({ keyword, flags }: Instruction): boolean {
  return /^(COPY|ADD)$/.test(keyword) && flags.some(({ name }) => !oldOptions.includes(name));
}

/** Without a value of its own, or in a name of a base image. https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
function usesPlatform(text: string): boolean {
  const { keyword, words } = parseInstruction(text);
  if (keyword === 'ARG') return words.some((word) => /^(TARGET|BUILD)(PLATFORM|OS|ARCH|VARIANT)$/i.test(word));
  return keyword === 'FROM' && /\$\{?(TARGET|BUILD)(PLATFORM|OS|ARCH|VARIANT)\b/i.test(text);
}

function addsRepository({ keyword, words }: Instruction): boolean {
  return keyword === 'ADD' && words.some((word) => /^["'[]*(git@|ssh:|git:|https?:.*\.git(#|["',\]]|$))/i.test(word));
}

/** Docker's own front end is built into BuildKit; what of it the older builders lack is seen above. */
function hasOwnFrontEnd(syntax: string | undefined): boolean {
  return syntax !== undefined && !/^(docker\.io\/)?docker\/dockerfile(-upstream)?([:@]|$)/.test(syntax);
}
