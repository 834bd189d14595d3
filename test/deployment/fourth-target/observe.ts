import type { ImagesFacts } from '../../../src/deployment/image.ts';
import type { Presence } from '../../../src/deployment/presence.ts';
import type { Box, Platform } from './platform.ts';

export async function presence(platform: Platform): Promise<Presence<Box>> {
  const running = platform.busyWith();
  return running === undefined ? { kind: 'free', service: platform.box() } : { kind: 'busy', running };
}

/** A box pulls from anywhere: nothing has to be known of its images. */
export async function facts(): Promise<ImagesFacts> {
  return { image: undefined, imageBefore: undefined };
}
