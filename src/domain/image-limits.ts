const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;
const gibibyte = 1024 * mebibyte;

/**
 * How much is read of images and sources that others made. A few kilobytes can ask for a billion reads or unpack to
 * gigabytes, so what exceeds a limit is refused with a sentence; nothing is cut off silently.
 */
export const imageLimits = {
  /** ECR takes no larger manifest. */
  manifestBytes: 4 * mebibyte,
  /** An image's configuration holds its history and labels: a few kilobytes, seldom a hundred. */
  configBytes: 8 * mebibyte,
  /** Engines mount no more: docker 127, Linux' overlayfs 500. */
  layers: 1_000,

  /** An index of platforms is 1 deep; some tools put it into another one. */
  indexDepth: 8,
  /** A manifest per platform and one for its attestations: rarely more than 30. */
  indexManifests: 1_000,
  /** Of all manifests that an index leads to. */
  indexBytes: 32 * mebibyte,
  /** Signatures, attestations and SBOMs of an image, of all its platforms, and of these themselves. */
  referrers: 1_000,

  /** Files, folders, links and extensions of a tar. An image has 4 files per layer in the oldest format. */
  tarHeaders: 20_000,
  /** A pax record or a long name. The kernel takes no longer path, and no longer extended attribute, than 64 KiB. */
  tarExtensionBytes: mebibyte,
  /** Manifests and configurations of an archive that is compressed as a whole: they are kept in memory. */
  archiveTextBytes: 64 * mebibyte,
  /** Linux takes no longer path (PATH_MAX). */
  pathBytes: 4 * kibibyte,

  /** Images compress to a half or a quarter; a bomb to a thousandth. */
  unpackedRatio: 200,
  /** A small archive may unpack to so much, whatever its ratio. */
  unpackedFreeBytes: 16 * mebibyte,
  /** ECR takes no layer above 52,000 MiB. */
  unpackedBytes: 52 * gibibyte,

  /** Written by people: rarely more than 20 KiB. */
  dockerfileBytes: mebibyte,
  /** Stages and `COPY --from` of a Dockerfile; each base image is a request. */
  baseImages: 100,
  /** An ARG with the values of others in it: each can double the one before. */
  argumentCharacters: 8 * kibibyte,
  ignoreFileBytes: 64 * kibibyte,
  ignoreRuleCharacters: 1_000,
  /** Places of a rule at which a comparison can stand; `{1000}` is a thousand. */
  ignoreRuleSteps: 10_000,
  /** Each file of the context is compared with each rule. */
  ignoreRules: 1_000,
  /** Files and folders of a build context. */
  contextEntries: 1_000_000,

  /** The reason of a registry's refusal, and an anonymous token. */
  registryMessageBytes: 64 * kibibyte,
} as const;
