export { parsed, refused } from '../domain/result.ts';
export { lines, pairs, rules, values } from './collections.ts';
export { type CommonInputs, gitHubTokenInput } from './common.ts';
export type { Contract, InputsOf, OutputsOf, Pair, Rule } from './contract.ts';
export { defineContract, defineGitHubContract, defineJobContract } from './define.ts';
export type { GivenInput, GivenInputs } from './given-input.ts';
export { parseInputs } from './parse.ts';
export { choice, flag, integer, text, value } from './scalars.ts';
export { unneededInputs } from './unneeded.ts';
