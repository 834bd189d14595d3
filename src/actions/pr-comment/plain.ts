const maxCharacters = 300;

/**
 * Outsiders' text on one line, cut to 300 characters, without control characters and without those that reorder the text around them.
 * A mention notifies people, and a reference appears on the issue, even where the characters are encoded; a space of no
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
