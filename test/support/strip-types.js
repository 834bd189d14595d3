import { stripTypeScriptTypes } from 'node:module';

/** A jest transform that only removes types (Node's own function), so that tests run the code that Node runs. */
export default {
  process: (source) => ({ code: stripTypeScriptTypes(source) }),
};
