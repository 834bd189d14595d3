import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { JSONObjectReader } from '@actions/workflow-parser/templates/json-object-reader';
import { TemplateSchema } from '@actions/workflow-parser/templates/schema/template-schema';
import { TemplateContext, TemplateValidationErrors } from '@actions/workflow-parser/templates/template-context';
import { readTemplate } from '@actions/workflow-parser/templates/template-reader';
import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token';
import { NoOperationTraceWriter } from '@actions/workflow-parser/templates/trace-writer';
import { YamlObjectReader } from '@actions/workflow-parser/workflows/yaml-object-reader';
import { WorkflowError } from '../workflow-error.ts';
import { withoutSource } from './yaml-values.ts';

/** A file that follows one of GitHub's two schemas, read into tokens that know their place and allowed contexts. */
export interface TemplateFile {
  readonly root: MappingToken;
  readonly context: TemplateContext;
}

const maxErrors = 20;
const maxErrorCharacters = 1000;

/** Reads a workflow or action file and checks it against GitHub's schema; throws a WorkflowError with all its faults. */
export function readTemplateFile(kind: 'workflow' | 'action', name: string, content: string): TemplateFile {
  const errors = new TemplateValidationErrors(maxErrors, maxErrorCharacters);
  const context = new TemplateContext(errors, loadSchema(kind), new NoOperationTraceWriter());
  const fileId = context.getFileId(name);
  const reader = new YamlObjectReader(fileId, content);
  for (const error of reader.errors) context.error(fileId, error.message, error.range);
  failOnErrors(context, name);
  const root = readTemplate(context, `${kind}-root-strict`, withoutSource(reader), fileId);
  failOnErrors(context, name);
  if (root === undefined) throw new WorkflowError(`${name} is empty.`);
  return { root: root.assertMapping(name), context };
}

/** Throws what the parser has noted so far, one fault per line. */
export function failOnErrors(context: TemplateContext, name: string): void {
  const messages = context.errors.getErrors().map((error) => error.message);
  if (messages.length > 0) throw new WorkflowError(`${name} is not valid:\n${messages.join('\n')}`);
}

/** The package imports its schemas in a way that Node refuses (JSON without an import attribute), so they are read here. */
function loadSchema(kind: 'workflow' | 'action'): TemplateSchema {
  const packageFile = findPackageJSON('@actions/workflow-parser', import.meta.url);
  if (packageFile === undefined) throw new Error('@actions/workflow-parser is not installed');
  const schemaFile = join(dirname(packageFile), 'dist', `${kind}-v1.0.min.json`);
  return TemplateSchema.load(new JSONObjectReader(undefined, readFileSync(schemaFile, 'utf8')));
}
