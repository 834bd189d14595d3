import { action } from '../../../src/actions/deploy-ecs-express/index.ts';
import { ecs } from '../../../src/aws/ecs.ts';
import { withVariables } from '../../support/variables.ts';
import { expressInputs, images } from './express-check.ts';
import { type PlayedExpress, playedExpress } from './express-server.ts';
import type { ExpressTimeline } from './express-timeline.ts';
import { type Played, play } from './play.ts';

const credentials = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };

/** Runs deploy-ecs-express on a day like this. */
export function playExpress(given: ExpressTimeline): Promise<Played<PlayedExpress>> {
  return withVariables(credentials, () =>
    play(action, {
      ...{ deadlineSeconds: given.deadlineSeconds, texts: expressInputs(given) },
      serve: (time) => playedExpress(given, images, time),
      ports: (options) => ({ ecs: async () => ecs(options) }),
    }),
  );
}
