import { UserError } from '../errors.ts';

/** What stands there is not what this run made: somebody else has changed it since. It is left as it is. */
export class TakenOver extends UserError {
  constructor(by: string) {
    super({ what: `Another deployment (${by}) has taken the place of this one.` });
  }
}
