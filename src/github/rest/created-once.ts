import { UserError } from '../../errors.ts';
import { LostAnswer } from './explained.ts';

const maxAttempts = 3;

/** Creates something that must not be there twice: when the answer is lost, it is looked for before it is made again. */
export async function createdOnce<T>(create: () => Promise<T>, find: () => Promise<T | undefined>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await create();
    } catch (error) {
      if (!(error instanceof LostAnswer)) throw error;
      const found = await find();
      if (found !== undefined) return found;
      if (tried === maxAttempts) throw noAnswer(error);
    }
  }
}

function noAnswer(error: LostAnswer): UserError {
  return new UserError(
    {
      what: `${error.message} failed, ${maxAttempts} times in a row.`,
      why: 'GitHub was in trouble, or gave no answer, and nothing was created.',
      next: 'Look at https://www.githubstatus.com, and run the job again.',
    },
    { cause: error.cause },
  );
}
