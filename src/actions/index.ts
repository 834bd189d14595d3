import type { AnyAction } from '../lifecycle/action.ts';

/** The registry: every action by name, loaded when it runs. */
export const actions: Readonly<Record<string, () => Promise<{ readonly action: AnyAction }>>> = {
  'build-push-ecr': () => import('./build-push-ecr/index.ts'),
  deploy: () => import('./deploy/index.ts'),
  'deploy-apprunner': () => import('./deploy-apprunner/index.ts'),
  'deploy-beanstalk': () => import('./deploy-beanstalk/index.ts'),
  'deploy-ecs-express': () => import('./deploy-ecs-express/index.ts'),
  'explain-identity': () => import('./explain-identity/index.ts'),
  'github-deployment': () => import('./github-deployment/index.ts'),
  'invalidate-cloudfront': () => import('./invalidate-cloudfront/index.ts'),
  'list-targets': () => import('./list-targets/index.ts'),
  'pr-comment': () => import('./pr-comment/index.ts'),
  'read-environment': () => import('./read-environment/index.ts'),
  'seed-rds': () => import('./seed-rds/index.ts'),
  'smoke-test': () => import('./smoke-test/index.ts'),
  'sweep-previews': () => import('./sweep-previews/index.ts'),
  'sync-spa-s3': () => import('./sync-spa-s3/index.ts'),
};
