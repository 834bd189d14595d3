import { parseAtom } from './go-expression-atom.ts';
import { alternatives, type Instruction, repeated } from './go-expression-program.ts';
import { imageLimits } from './image-limits.ts';
import type { Result } from './result.ts';

/** Whether an expression matches some code points. */
export type Expression = (runes: readonly number[]) => boolean;

/**
 * Reads the expressions that moby/patternmatcher makes of its patterns, as Go's regexp package does. They have code points,
 * classes, escapes, `.*`, `[^/]*` and `(.*\/)?`; and, because it does not escape them, `|` and `{2,3}`.
 * Source: https://pkg.go.dev/regexp/syntax
 */
export function parseExpression(text: string): Result<Expression> {
  const characters = [...text];
  const branches: (readonly Instruction[])[][] = [[]];
  let instructions = 0;
  let isRepeated = false;
  for (let at = 0; at < characters.length; ) {
    const branch = branches.at(-1) ?? [];
    if (characters[at] === '|') {
      branches.push([]);
      isRepeated = false;
      at++;
      continue;
    }
    const repetition = parseRepetition(characters, at);
    if (repetition) {
      const last = branch.pop();
      const { least, most, next } = repetition;
      if (!last || isRepeated || least > 1_000 || most > 1_000 || (most >= 0 && least > most))
        return { ok: false, reason: `its ${characters.slice(at, next).join('')} repeats nothing, or too often` };
      branch.push(repeated(last, least, most));
      isRepeated = true;
      at = next;
    } else {
      const atom = parseAtom(characters, at);
      if (typeof atom === 'string') return { ok: false, reason: atom };
      branch.push(...atom.parts);
      isRepeated = atom.isRepetition;
      at = atom.next;
    }
    instructions += branch.at(-1)?.length ?? 0;
    if (instructions > imageLimits.ignoreRuleSteps) return { ok: false, reason: 'it repeats too much' };
  }
  const mayBeginAnywhere = branches.length > 1 || text.startsWith('^{');
  return { ok: true, value: follower(alternatives(branches.map((parts) => parts.flat())), mayBeginAnywhere) };
}

interface Repetition {
  readonly least: number;
  /** -1: any number. */
  readonly most: number;
  readonly next: number;
}

/** `*`, `{2}`, `{2,}` or `{2,3}`; undefined for anything else, such as a `{` that stands for itself. */
function parseRepetition(characters: readonly string[], at: number): Repetition | undefined {
  if (characters[at] === '*') return { least: 0, most: -1, next: at + 1 };
  if (characters[at] !== '{') return undefined;
  const end = characters.indexOf('}', at);
  const written = characters.slice(at, end + 1).join('');
  const [, least, comma, most] = /^\{(0|[1-9]\d*)(,(0|[1-9]\d*)?)?\}$/.exec(written) ?? [];
  if (end < 0 || least === undefined) return undefined;
  return { least: Number(least), most: comma === undefined ? Number(least) : Number(most ?? -1), next: end + 1 };
}

/** Follows all possible readings at once, code point by code point: the time is linear in text and expression. */
function follower(program: readonly Instruction[], mayBeginAnywhere: boolean): Expression {
  const end = program.length;
  const addedAt = new Int32Array(end + 1);
  const open: number[] = [];
  return (runes) => {
    addedAt.fill(-1);
    let states: number[] = [];
    let next: number[] = [];
    add(0, 0, runes, states);
    // No need for the whole text: where it has to end, the expression says so with `$`.
    for (let at = 0; at < runes.length && addedAt[end] === -1; at++) {
      if (states.length === 0 && !mayBeginAnywhere) return false;
      const rune = runes[at] ?? 0;
      for (const state of states) {
        const instruction = program[state];
        if (instruction?.op === 'rune' && instruction.matches(rune)) add(state + 1, at + 1, runes, next);
      }
      if (mayBeginAnywhere) add(0, at + 1, runes, next);
      [states, next] = [next, states];
      next.length = 0;
    }
    return addedAt[end] !== -1;
  };

  /** Adds a state, once at each place, and those that are reached from it without a code point. */
  function add(from: number, at: number, runes: readonly number[], states: number[]): void {
    open.push(from);
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      if (addedAt[state] === at) continue;
      addedAt[state] = at;
      const instruction = program[state];
      if (instruction?.op === 'rune') states.push(state);
      else if (instruction?.op === 'split') open.push(state + instruction.by, state + 1);
      else if (instruction?.op === 'jump') open.push(state + instruction.by);
      else if (instruction?.holds(runes[at - 1], runes[at])) open.push(state + 1);
    }
  }
}
