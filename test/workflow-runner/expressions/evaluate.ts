import { type data, Evaluator, Parser } from '@actions/expressions';
import { truthy } from '@actions/expressions/result';
import { errorMessage } from '../error-message.ts';
import { lexExpression } from './lex.ts';
import { contextNames, type Scope } from './scope.ts';

/** Evaluates an expression (without the braces); throws with the expression and what is wrong with it. */
export function evaluateExpression(expression: string, scope: Scope): data.ExpressionData {
  try {
    const tree = new Parser(lexExpression(expression), [...contextNames], [...scope.functions]).parse();
    const functions = new Map(scope.functions.map((definition) => [definition.name.toLowerCase(), definition]));
    return new Evaluator(tree, scope.contexts, functions).evaluate();
  } catch (error) {
    const reason = errorMessage(error);
    throw new Error(`The expression '${expression}' cannot be evaluated: ${reason}`, { cause: error });
  }
}

/** Whether an `if` holds. */
export function evaluateCondition(expression: string, scope: Scope): boolean {
  return truthy(evaluateExpression(expression, scope));
}
