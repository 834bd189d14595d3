import { expect, test } from '@jest/globals';
import { removedTags, tagFields, tagProblems } from '../../src/deployment/tags.ts';

const present = { app: 'clinic', old: '1', team: 'care' };

test('tags that are named are put or taken off; the others stay', () => {
  const wanted = { tags: [{ name: 'team', value: 'lab' }], removeTags: ['old', 'never-there'] };
  expect(tagFields(wanted, present)).toEqual([
    { field: 'tag old', before: '1', after: '' },
    { field: 'tag team', before: 'care', after: 'lab' },
  ]);
  expect(removedTags(wanted.removeTags, present)).toEqual(['old']);
});

test('a tag cannot be put and taken off, and those of AWS are not touched', () => {
  const wanted = { tags: [{ name: 'team', value: 'lab' }], removeTags: ['team', 'aws:cloudformation:stack-name'] };
  expect(tagProblems(wanted)).toEqual([
    'The tag team is given under `tags` and under `remove-tags`: give it in one of them.',
    'The tag aws:cloudformation:stack-name is of AWS: names that begin with aws: can be neither put nor taken off.',
  ]);
});
