import { cacheStandIn } from './cache.ts';
import { checkoutStandIn } from './checkout.ts';
import { configureAwsCredentialsStandIn } from './configure-aws-credentials.ts';
import { downloadArtifactStandIn } from './download-artifact.ts';
import { setupNodeStandIn } from './setup-node.ts';
import { setupPythonStandIn } from './setup-python.ts';
import type { StandIns } from './stand-in.ts';
import { uploadArtifactStandIn } from './upload-artifact.ts';

/** The third-party actions that workflows of web apps use most. */
export const builtInStandIns: StandIns = {
  'actions/cache': cacheStandIn,
  'actions/checkout': checkoutStandIn,
  'actions/download-artifact': downloadArtifactStandIn,
  'actions/setup-node': setupNodeStandIn,
  'actions/setup-python': setupPythonStandIn,
  'actions/upload-artifact': uploadArtifactStandIn,
  'aws-actions/configure-aws-credentials': configureAwsCredentialsStandIn,
};
