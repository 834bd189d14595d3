import type { LineCommand } from './line-command.ts';

export type AnnotationLevel = 'error' | 'warning' | 'notice';

/** A message that GitHub shows at the top of a run. */
export interface Annotation {
  readonly level: AnnotationLevel;
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly column?: number;
  readonly endColumn?: number;
}

/** Per step the runner keeps so many of each level, and so much of each message. */
export const maxAnnotationsPerLevel = 10;
export const maxAnnotationCharacters = 4096;

/** The annotation of an `::error`, `::warning` or `::notice` command. */
export function toAnnotation(level: AnnotationLevel, { properties, message }: LineCommand): Annotation {
  const number = (key: string, name: string) => {
    const value = Number.parseInt(properties[name] ?? '', 10);
    return Number.isNaN(value) ? {} : { [key]: value };
  };
  return {
    level,
    message,
    ...(properties.title === undefined ? {} : { title: properties.title }),
    ...(properties.file === undefined ? {} : { file: properties.file }),
    ...number('line', 'line'),
    ...number('endLine', 'endLine'),
    ...number('column', 'col'),
    ...number('endColumn', 'endColumn'),
  };
}

/** Keeps an annotation unless the step has its full number already. */
export function keepAnnotation(kept: Annotation[], annotation: Annotation): void {
  if (kept.filter(({ level }) => level === annotation.level).length >= maxAnnotationsPerLevel) return;
  kept.push({ ...annotation, message: annotation.message.slice(0, maxAnnotationCharacters) });
}
