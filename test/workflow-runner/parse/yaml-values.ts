import type { ObjectReader } from '@actions/workflow-parser/templates/object-reader';
import type { LiteralToken } from '@actions/workflow-parser/templates/tokens/index';
import { StringToken } from '@actions/workflow-parser/templates/tokens/string-token';
import { isString } from '@actions/workflow-parser/templates/tokens/type-guards';

/**
 * Hands the template reader the values of a YAML file without their source text.
 *
 * The published reader is made for editors: where a block scalar holds an expression it takes the text as it stands in
 * the file, indentation and all, so that positions fit. A runner wants the value that YAML gives.
 */
export function withoutSource(reader: ObjectReader): ObjectReader {
  return {
    allowLiteral: () => valueOnly(reader.allowLiteral()),
    allowSequenceStart: () => reader.allowSequenceStart(),
    allowSequenceEnd: () => reader.allowSequenceEnd(),
    allowMappingStart: () => reader.allowMappingStart(),
    allowMappingEnd: () => reader.allowMappingEnd(),
    validateStart: () => reader.validateStart(),
    validateEnd: () => reader.validateEnd(),
  };
}

function valueOnly(literal: LiteralToken | undefined): LiteralToken | undefined {
  if (literal === undefined || !isString(literal)) return literal;
  return new StringToken(literal.file, literal.range, literal.value, literal.definitionInfo);
}
