import { isDigest } from './image-reference.ts';
import { isJsonObject, parseJson } from './json.ts';

/** What an artifact's manifest says of itself. Source: https://github.com/opencontainers/image-spec/blob/main/manifest.md */
export interface ArtifactFacts {
  /** The manifest that it belongs to, by digest. */
  readonly subject: string | undefined;
  /** What kind of artifact it is: a media type. */
  readonly artifactType: string;
}

/** Without a type of its own, an artifact is what its configuration is. */
export function artifactFacts(manifest: string): ArtifactFacts {
  const json = parseJson(manifest);
  const { subject, artifactType, config, mediaType } = isJsonObject(json) ? json : {};
  const digest = isJsonObject(subject) ? subject['digest'] : undefined;
  const types = [artifactType, isJsonObject(config) ? config['mediaType'] : undefined, mediaType];
  return {
    subject: typeof digest === 'string' && isDigest(digest) ? digest : undefined,
    artifactType: types.find((type): type is string => typeof type === 'string' && type !== '') ?? '',
  };
}

/**
 * The tag under which a registry without the referrers API keeps the list of them.
 * Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema
 */
export function referrersTag(digest: string): string {
  return digest.replace(':', '-');
}

/** The tags of cosign: signatures, attestations, SBOMs. Source: https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md */
export function cosignTags(digest: string): readonly string[] {
  return ['sig', 'att', 'sbom'].map((kind) => `${referrersTag(digest)}.${kind}`);
}
