/** Rows that are asked for once, however often they are read; each reader begins at the first. */
export function replayed<Row>(ask: () => AsyncIterable<Row>): () => AsyncIterable<Row> {
  const rows: Row[] = [];
  let source: AsyncIterator<Row> | undefined;
  return async function* () {
    for (let index = 0; ; index++) {
      if (index === rows.length) {
        source ??= ask()[Symbol.asyncIterator]();
        const next = await source.next();
        if (next.done) return;
        rows.push(next.value);
      }
      yield rows[index] as Row;
    }
  };
}
