import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodings } from '../../../src/domain/secret/encodings.ts';
import { matcher } from '../../../src/domain/secret/matcher.ts';
import { redaction } from '../../../src/domain/secret/redaction.ts';

const awkward = fc
  .string({ minLength: 8, maxLength: 40, unit: 'binary' })
  .filter((text) => text.isWellFormed() && text.trim().length >= 6);

const forms: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  JSON: (secret) => JSON.stringify({ v: secret }),
  'JSON in JSON': (secret) => JSON.stringify(JSON.stringify({ v: secret })),
  'a part of a URL': (secret) => `https://x.test/${encodeURIComponent(secret)}`,
  'a form': (secret) => new URLSearchParams({ v: secret }).toString(),
  base64: (secret) => Buffer.from(secret).toString('base64'),
  'base64 behind another text': (secret) => Buffer.from(`me:${secret}`).toString('base64'),
  'base64 between texts': (secret) => Buffer.from(`user:${secret}, and more`).toString('base64'),
  base64url: (secret) => Buffer.from(`u:${secret}`).toString('base64url'),
  HTML: (secret) =>
    secret
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
  'single quotes': (secret) => `curl -H 'x: ${secret.replaceAll("'", "'\\''")}'`,
};

describe('a secret is hidden', () => {
  test.each(Object.entries(forms))('as %s', (_, form) => {
    fc.assert(
      fc.property(awkward, (secret) => {
        const shown = redaction([secret]).text(`before ${form(secret)} after`);
        expect(shown).toContain('***');
        expect(shown).not.toContain(form(secret));
        expect(shown).toMatch(/^before[^]*after$/);
      }),
      { numRuns: 500 },
    );
  });

  test('line by line, where it has several', () => {
    const key = 'first line of it\nsecond line of it\n}';
    expect(redaction([key]).text('log: second line of it }')).toBe('log: *** }');
  });

  test('also where it was learnt later, and where secrets overlap', () => {
    const { learn, text } = redaction(['hunter2-and']);
    learn('and-more');
    expect(text('x hunter2-and-more y')).toBe('x *** y');
  });

  test('unless it is so short that it stands everywhere', () => {
    expect(redaction(['on', '1', '']).text('on 1 of 11')).toBe('on 1 of 11');
  });
});

test('the matcher finds what a plain search finds', () => {
  const word = fc.string({ minLength: 1, maxLength: 5, unit: fc.constantFrom('a', 'b', 'c') });
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 8 }),
      fc.string({ maxLength: 60, unit: fc.constantFrom('a', 'b', 'c', 'd') }),
      (words, text) => {
        const covered = new Set<number>();
        for (const [from, to] of matcher(words)(text)) for (let at = from; at < to; at++) covered.add(at);
        const expected = new Set<number>();
        for (const each of words)
          for (let from = text.indexOf(each); from >= 0; from = text.indexOf(each, from + 1))
            for (let at = from; at < from + each.length; at++) expected.add(at);
        expect([...covered].toSorted((a, b) => a - b)).toEqual([...expected].toSorted((a, b) => a - b));
      },
    ),
    { numRuns: 5_000 },
  );
});

test('a thousand secrets in ten megabytes are found in one pass', () => {
  const secrets = Array.from({ length: 1_000 }, (_, index) => `${'a'.repeat(30)}${index}-secret`);
  const shown = redaction(secrets).text('a'.repeat(10_000_000) + secrets[999]);
  expect(shown.endsWith('***')).toBe(true);
});

test('encodings are few, and none is empty', () => {
  const all = encodings('it\'s "a" secret/ä&<>+');
  expect(all.length).toBeLessThan(60);
  expect(all).not.toContain('');
});
