import type { JsonObject } from '../expressions/json.ts';
import type { ActionReference } from '../parse/references.ts';

/** Versions of the artifact actions for GitHub Enterprise Server: v3.2.2 and v3.1.0. */
const artifactRefs = ['c6a366c94c3e0affe28c06c8df20a878f24da3cf', 'a9bc5e6ef2cb54c177f32aa5726adaa15e7e2d59'];

/** Throws for a key that GitHub Enterprise Server does not know; on github.com it knows all. */
export function demandKnownKey(key: 'queue' | 'deployment', github: JsonObject): void {
  if (isEnterpriseServer(github)) throw new Error(`Unexpected value '${key}'`);
}

/**
 * Throws for an action that GitHub Enterprise Server cannot run: `$/`, and artifact actions from v4 on.
 * https://github.com/actions/upload-artifact#ghes-support
 */
export function demandKnownAction(uses: string, reference: ActionReference, github: JsonObject): void {
  if (!isEnterpriseServer(github)) return;
  if (reference.kind === 'self') throw new Error(`'${uses}' is no reference to an action.`);
  if (reference.kind !== 'repository' || !/^actions\/(up|down)load-artifact$/.test(reference.repository)) return;
  if (!artifactRefs.includes(reference.ref) && !/^v[1-3]\b/.test(reference.ref))
    throw new Error('upload-artifact@v4+ and download-artifact@v4+ are not currently supported on GHES.');
}

function isEnterpriseServer({ server_url: server }: JsonObject): boolean {
  return server !== 'https://github.com';
}
