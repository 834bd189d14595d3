/** Text as Markdown that shows exactly that text, on one line; at its start also what would begin a list or a rule, and no address in it becomes a link. */
export function escape(text: string): string {
  return text
    .replace(/[<>&"'\\`*_{}[\]()#+!|~@]|(?<=https?|ftp):(?=\/\/)|(?<=\bwww)\.|^[\s=-]+|(?<=^\d{1,9})\./gi, entities)
    .replace(/\r\n?|\n/g, '<br>');
}

/** Text as HTML, for where Markdown does not reach. */
export function html(text: string): string {
  return text.replace(/[<>&"']/g, entities);
}

function entities(characters: string): string {
  return characters.replace(/[^\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}
