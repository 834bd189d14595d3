import type { EcrReader } from '../../aws/ecr.ts';
import type { ImageArchiveReader } from '../../container/archive/image-archive.ts';
import type { ImageBuilderReader } from '../../container/build/image-builder.ts';
import type { RegistryReader } from '../../container/registry.ts';

/** What the world is read through here. */
export interface ObserveReaders {
  readonly ecr: EcrReader;
  readonly registry: RegistryReader;
  readonly imageArchive: ImageArchiveReader;
  readonly imageBuilder: ImageBuilderReader;
}
