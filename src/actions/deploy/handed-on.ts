import type { OutputValue } from '../../github/outputs.ts';
import type { StageName } from './stages.ts';

/** What stages hand on to those behind them. */
export interface HandedOn {
  /** The image to deploy, by digest; while it is still to be built, by a tag that it will have. */
  readonly image?: string | undefined;
  /** That image, while it is still to be pushed. */
  readonly upcoming?: ReadonlySet<string> | undefined;
  /** Where the backend answers; undefined while there is no service yet. */
  readonly serviceUrl?: string | undefined;
  /** Paths that the edge must forget. */
  readonly paths?: readonly string[] | undefined;
}

/** Stands for the address of a service that is still to be created. https://www.rfc-editor.org/rfc/rfc2606#section-2 */
export const serviceToCome = 'https://service-to-be-created.invalid';

/** What is known behind a stage, from its outputs. */
export function handOn(known: HandedOn, stage: StageName, outputs: Readonly<Record<string, OutputValue>>): HandedOn {
  switch (stage) {
    case 'image':
      return { ...known, image: text(outputs['image']), upcoming: undefined };
    case 'backend':
      return { ...known, serviceUrl: text(outputs['service-url']) };
    case 'site':
      return { ...known, paths: list(outputs['invalidation-paths']) };
    case 'database':
    case 'edge':
    case 'smoke':
      return known;
  }
}

export function text(output: OutputValue): string | undefined {
  return typeof output === 'string' && output !== '' ? output : undefined;
}

export function list(output: OutputValue): readonly string[] {
  return typeof output === 'object' ? output : [];
}
