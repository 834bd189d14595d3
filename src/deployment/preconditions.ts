import { UserError } from '../errors.ts';

/** Throws one UserError with everything that would make the deployment fail; nothing has been written then. */
export function demandPreconditions(problems: readonly string[], resource: string): void {
  if (problems.length === 0) return;
  const [first = ''] = problems;
  throw new UserError({
    what:
      problems.length === 1
        ? `${first} Nothing was changed.`
        : `${resource} cannot be deployed like this; nothing was changed:\n${problems.map((each) => `  - ${each}`).join('\n')}`,
  });
}
