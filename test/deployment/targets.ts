import { startService as startAppRunner } from '../actions/deploy-apprunner/service-stage.ts';
import { startEnvironment } from '../actions/deploy-beanstalk/environment-stage.ts';
import { startService as startExpress } from '../actions/deploy-ecs-express/service-stage.ts';
import type { How, Ran, Stage } from '../support/action.ts';

/** A stage on which one of the three targets deploys, as tests that hold for all of them use it. */
export interface TargetStage extends Stage, AsyncDisposable {
  readonly images: { readonly v1: string; readonly v2: string };
  /** Creates the service with image v1. */
  create(inputs?: Readonly<Record<string, string>>): Promise<unknown>;
  deploy(inputs?: Readonly<Record<string, string>>, how?: How): Promise<Ran>;
}

/** How each target's stage begins. */
export const targets: Readonly<Record<string, () => Promise<TargetStage>>> = {
  'App Runner': async () => disposable(await startAppRunner()),
  'ECS Express Mode': async () => disposable(await startExpress()),
  'Elastic Beanstalk': async () => disposable(await startEnvironment()),
};

function disposable<S extends Stage>(stage: S): S & AsyncDisposable {
  return { ...stage, [Symbol.asyncDispose]: () => stage.close() };
}
