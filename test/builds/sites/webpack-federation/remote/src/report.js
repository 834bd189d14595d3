export function report(id) {
  return `<h1>Report ${id} of release one</h1>`;
}
