import { UserError } from '../../errors.ts';
import { LostAnswer } from './explained.ts';

const maxAttempts = 3;

/** Creates something that must not exist twice: when the answer is lost, it is searched for before it is created again. */
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
      why: 'GitHub failed or gave no answer, and nothing was created.',
      next: 'Check https://www.githubstatus.com, and run the job again.',
    },
    { cause: error.cause },
  );
}
