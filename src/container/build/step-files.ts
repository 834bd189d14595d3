/** Files in the folder of a step, by which its parts and its post phase know of each other's work. */

/** The ID of the image that docker has built. */
export const dockerImageFile = 'docker-image-id';
/** The ID of the image that buildah or podman has built: it has no name in their storage. */
export const builtImageFile = 'built-image-id';
/** The digest of the image that buildah or podman has pushed. */
export const pushedDigestFile = 'pushed-digest';
/** The working containers that were there before a build with buildah or podman. */
export const containersFile = 'containers.json';
