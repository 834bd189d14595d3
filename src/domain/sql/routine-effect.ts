import { codeOf, firstWords } from './code.ts';
import { effectInRoutine } from './destructive-effect.ts';
import type { Engine } from './engine.ts';
import { plainName } from './object-name.ts';
import type { Statement } from './statement.ts';

/** What routines do, by their names without schema; undefined for one that destroys nothing. */
export type RoutineEffects = ReadonlyMap<string, string | undefined>;

/** The effects of the routines that statements create. */
export function routineEffects(
  statements: Iterable<Pick<Statement, 'text' | 'bringsRows'>>,
  engine: Engine,
): RoutineEffects {
  const effects = new Map<string, string | undefined>();
  for (const statement of statements) {
    if (statement.bringsRows) continue;
    const { text } = statement;
    if (firstWords(text, engine, 1)[0] !== 'CREATE' || !/\b(procedure|function)\b/i.test(text)) continue;
    const code = codeOf(text, engine);
    const at = code.findIndex((word) => word === 'PROCEDURE' || word === 'FUNCTION');
    const name = at < 0 ? undefined : nameAt(code, at + 1);
    if (name !== undefined) effects.set(name, effectInRoutine(text, engine));
  }
  return effects;
}

/** How a call destroys data, as far as the routine is known; what an unknown one does cannot be seen. */
export function calledEffect(
  text: string,
  engine: Engine,
  routines: RoutineEffects,
): { readonly destroys: string } | 'unseen' | undefined {
  const [first = ''] = firstWords(text, engine, 1);
  if (!/^(CALL|SELECT|DO|PERFORM)$/.test(first)) return undefined;
  const code = codeOf(text, engine);
  if (first === 'CALL') {
    const name = nameAt(code, 1) ?? '';
    if (!routines.has(name)) return 'unseen';
    return destroyed(routines.get(name));
  }
  const called = code.find((word, at) => code[at + 1] === '(' && routines.get(plainName(word)) !== undefined);
  return called === undefined ? undefined : destroyed(routines.get(plainName(called)));
}

function destroyed(effect: string | undefined) {
  return effect === undefined ? undefined : { destroys: `${effect}, in a routine that it calls` };
}

function nameAt(code: readonly string[], at: number): string | undefined {
  let last = code[at] === 'IF' ? at + 3 : at;
  while (code[last + 1] === '.') last += 2;
  const name = code[last];
  return name === undefined ? undefined : plainName(name);
}
