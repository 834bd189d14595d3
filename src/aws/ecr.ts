import { type ClientOptions, clientSettings } from './client.ts';
import { ECRClient } from './ecr/api.ts';
import { findStoredImage } from './ecr/find-stored-image.ts';
import { findImages, findLayers, tagImage } from './ecr/images.ts';
import { logins } from './ecr/logins.ts';
import {
  createRepository,
  findLifecyclePolicy,
  findRepository,
  findTemplate,
  putLifecyclePolicy,
  repositoryAddress,
} from './ecr/repositories.ts';
import { beginScan, readScan } from './ecr/scans.ts';
import type { EcrReader, EcrWriter } from './ecr/vocabulary.ts';

export type * from './ecr/vocabulary.ts';

/** Amazon ECR: its repositories, images and scans; the images' content moves over the registry's own protocol. */
export function ecr(options: ClientOptions): { readonly reader: EcrReader; readonly writer: EcrWriter } {
  const client = new ECRClient(clientSettings(options));
  return {
    reader: {
      repository: (id, signal) => findRepository(client, id, signal),
      images: (id, wanted, signal) => findImages(client, id, wanted, signal),
      storedImage: (id, wanted, signal) => findStoredImage(client, id, wanted, signal),
      layers: (id, digests, signal) => findLayers(client, id, digests, signal),
      creationTemplate: (name, signal) => findTemplate(client, name, signal),
      address: (id, signal) => repositoryAddress(client, id, signal),
      lifecyclePolicy: (id, signal) => findLifecyclePolicy(client, id, signal),
      scan: (id, digest, signal) => readScan(client, id, digest, signal),
      login: logins(client),
    },
    writer: {
      createRepository: (id, settings, signal) => createRepository(client, id, settings, signal),
      putLifecyclePolicy: (id, policy, signal) => putLifecyclePolicy(client, id, policy, signal),
      startScan: (id, digest, signal) => beginScan(client, id, digest, signal),
      tagImage: (id, image, signal) => tagImage(client, id, image, signal),
    },
  };
}
