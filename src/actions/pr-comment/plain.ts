const maxCharacters = 300;

/**
 * Anybody's words on one line, cut to a bearable length, without characters that steer or reorder the text around them.
 * A comment notifies whom it mentions, and what it refers to shows it, however the characters are encoded; a space of no
 * width stops that. Source: https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
export function plain(text: string): string {
  const cut = text.length > maxCharacters ? `${text.slice(0, maxCharacters).toWellFormed()} …` : text.toWellFormed();
  return cut
    .replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu, ' ')
    .replace(/(?<![A-Za-z0-9])@(?=[A-Za-z0-9])/g, '@\u200b')
    .replace(/#(?=\d)/g, '#\u200b')
    .replace(/\bGH-(?=\d)/gi, (text) => `${text}\u200b`);
}
