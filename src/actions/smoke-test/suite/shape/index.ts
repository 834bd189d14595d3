export { either, variants } from './alternatives.ts';
export { list, oneOrMore, record } from './collections.ts';
export { lazy } from './lazy.ts';
export { object, optional } from './object.ts';
export { choiceOf, flag, integer, json, number, type Scalar, scalar, text } from './scalars.ts';
export { mapped, ruled, type Shape, type ValueOf } from './shape.ts';
