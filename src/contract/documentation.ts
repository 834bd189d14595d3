import type { Contract } from './contract.ts';
import type { Field } from './field.ts';
import { usualOutputBytes } from './output-bounds.ts';

/** The Markdown table of an action's inputs. */
export function inputTable(contract: Contract): string {
  const rows = Object.entries(contract.inputs).map(
    ([name, field]) => `| \`${name}\` | ${cell(field.description)} | ${cell(field.accepts)} | ${defaultCell(field)} |`,
  );
  return ['| Input | Meaning | Accepts | Default |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** The Markdown table of an action's outputs. */
export function outputTable(contract: Contract): string {
  const rows = Object.entries(contract.outputs).map(([name, description]) => `| \`${name}\` | ${cell(description)} |`);
  return ['| Output | Meaning |', '| --- | --- |', ...rows, '', boundSentence(contract)].join('\n');
}

function boundSentence({ bounds = {} }: Contract): string {
  const others = Object.entries(bounds).flatMap(([name, { maxBytes, shortened }]) => [
    ...(maxBytes === undefined ? [] : [`\`${name}\` at most ${maxBytes.toLocaleString('en')} bytes`]),
    ...(shortened === undefined ? [] : [`a longer \`${name}\` is shortened`]),
  ]);
  const most = `An output has at most ${usualOutputBytes.toLocaleString('en')} bytes${others.map((other) => `; ${other}`).join('')}.`;
  return `${most}\nA longer one stays unset, with a warning; \`outputs-folder\` has it whole.`;
}

/** Replaces the text between `<!-- BEGIN name -->` and `<!-- END name -->`. */
export function replaceSection(document: string, name: string, content: string): string {
  const [begin, end] = [`<!-- BEGIN ${name} -->`, `<!-- END ${name} -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`No section ${begin} … ${end} in the document.`);
  return `${document.slice(0, from + begin.length)}\n\n${content}\n\n${document.slice(to)}`;
}

function defaultCell(field: Field<unknown>): string {
  if (field.runnerDefault !== undefined) return `\`${cell(field.runnerDefault)}\``;
  if (field.required) return '**required**';
  return field.fallback === undefined || field.fallback === '' ? '' : `\`${cell(field.fallback)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', '<br>');
}
