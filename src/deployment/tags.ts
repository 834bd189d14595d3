import type { FieldChange } from './fields.ts';

/** The tags that a service shall have, and the names of those that it shall not have. */
export interface WantedTags {
  readonly tags: readonly { readonly name: string; readonly value: string }[];
  readonly removeTags: readonly string[];
}

/** The tags that are to be put or taken off, sorted by name; those that are not named stay. */
export function tagFields(
  { tags, removeTags }: WantedTags,
  present: Readonly<Record<string, string>>,
): readonly FieldChange[] {
  const put = tags
    .filter(({ name, value }) => present[name] !== value)
    .map(({ name, value }) => ({ field: `tag ${name}`, before: present[name] ?? '', after: value }));
  const removed = removedTags(removeTags, present).map((name) => ({
    ...{ field: `tag ${name}`, before: present[name] ?? '', after: '' },
  }));
  return [...put, ...removed].toSorted((a, b) => (a.field < b.field ? -1 : 1));
}

/** Those of these tags that are there. */
export function removedTags(names: readonly string[], present: Readonly<Record<string, string>>): readonly string[] {
  return names.filter((name) => Object.hasOwn(present, name));
}

/** What is wrong with the tags. Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
export function tagProblems({ tags, removeTags }: WantedTags): readonly string[] {
  const both = removeTags.filter((removed) => tags.some(({ name }) => name === removed));
  const reserved = [...tags.map(({ name }) => name), ...removeTags].filter((name) => /^aws:/i.test(name));
  return [
    ...both.map((name) => `The tag ${name} is given under \`tags\` and under \`remove-tags\`: give it in one of them.`),
    ...reserved.map(
      (name) => `The tag ${name} is of AWS: names that begin with aws: can be neither put nor taken off.`,
    ),
  ];
}
