import { either, list, mapped, record, ruled, type Scalar, type Shape, scalar } from './shape/index.ts';

/** The values of a loop's variables in one round. */
export type Round = Readonly<Record<string, Scalar>>;

const name = /^[A-Za-z_]\w*$/;

/** More rounds than these are a mistake. */
const maxRounds = 1_000;

const combinations: Shape<readonly Round[]> = mapped(
  record(list(scalar('A value.'), 'Values of the variable.'), 'One round for each combination of values.', name),
  (lists) =>
    Object.entries(lists).reduce<readonly Round[]>(
      (rounds, [variable, values]) =>
        rounds.length > maxRounds
          ? rounds
          : rounds.flatMap((round) => values.map((value) => ({ ...round, [variable]: value }))),
      [{}],
    ),
);

const rows: Shape<readonly Round[]> = ruled(
  list(
    record(scalar('A value; it may refer to variables.'), 'Values that belong together.', name),
    'One round for each row.',
  ),
  ([first = {}, ...others]) => {
    const names = Object.keys(first);
    const all = [...new Set([first, ...others].flatMap((row) => Object.keys(row)))];
    const lacking = all.find((variable) => [first, ...others].some((row) => !(variable in row)));
    if (lacking !== undefined) return `a row has no \`${lacking}\`, which another has`;
    return names.length === 0 ? 'there is no row with a value' : undefined;
  },
);

/** Rounds of a check, from lists of values or from rows. */
export const loop: Shape<readonly Round[]> = ruled(
  either(rows, combinations, 'Runs the check once for each row, or for each combination of values.'),
  (rounds) => (rounds.length > maxRounds ? `it makes more than ${maxRounds} rounds` : undefined),
);

/** The names of a loop's variables. */
export function loopNames(rounds: readonly Round[]): readonly string[] {
  return Object.keys(rounds[0] ?? {});
}
