import { escapeHtml } from './escape-html.ts';

/** A Gantt chart of Mermaid as bars, for a page without scripts; undefined for any other diagram. GitHub draws it with Mermaid itself. */
export function renderGantt(diagram: string): string | undefined {
  const tasks = [...diagram.matchAll(/^ *section (.*)\n *(.*?) :(?:(\w+), )?(\d{4}-\S+), (\d{4}-\S+)$/gm)].map(
    ([, section = '', label = '', tag = 'plain', begun = '', ended = '']) => ({
      ...{ section, label, tag },
      ...{ begun: Date.parse(`${begun}Z`), ended: Date.parse(`${ended}Z`) },
    }),
  );
  if (!diagram.startsWith('gantt') || tasks.length === 0) return undefined;
  const first = Math.min(...tasks.map(({ begun }) => begun));
  const length = Math.max(...tasks.map(({ ended }) => ended)) - first || 1;
  const percent = (milliseconds: number) => `${((100 * milliseconds) / length).toFixed(2)}%`;
  const rows = tasks.map(
    ({ section, label, tag, begun, ended }) =>
      `<div class="task"><span>${escapeHtml(section)}</span><div class="track"><div class="bar ${escapeHtml(tag)}" style="margin-left:${percent(begun - first)};width:${percent(ended - begun)}"></div></div><span>${escapeHtml(label)}</span></div>`,
  );
  return `<div class="gantt">${rows.join('')}</div>`;
}
