import type { Fields } from '../../../src/deployment/fields.ts';
import { wantedVariables } from '../../../src/deployment/variables.ts';
import { referenceText } from '../../../src/domain/image-reference.ts';
import type { Inputs } from './contract.ts';
import type { Box } from './platform.ts';

export type BoxConfiguration = Pick<Box, 'image' | 'environment'>;

export function wanted(inputs: Inputs, box: Box | undefined): BoxConfiguration {
  const present = { environment: box?.environment ?? {}, secrets: {} };
  return {
    image: inputs.image ? referenceText(inputs.image) : (box?.image ?? ''),
    environment: wantedVariables(inputs, present).environment,
  };
}

export function fields({ image, environment }: BoxConfiguration): Fields {
  return { environment, secrets: {}, settings: { image } };
}
