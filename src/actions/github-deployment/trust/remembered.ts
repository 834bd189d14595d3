import type { RunReader } from '../../../github/runs.ts';

/** Asks GitHub each question once, also for those who ask at the same time. */
export function remembered(reader: RunReader): RunReader {
  const run = once((id: number, attempt: number) => reader.workflowRun(id, attempt));
  const isInHistory = once((commit: string, head: string) => reader.isInHistory(commit, head));
  const branchHead = once((name: string | undefined) => reader.branchHead(name));
  return { workflowRun: run, isInHistory, branchHead };
}

function once<K extends readonly unknown[], V>(ask: (...key: K) => Promise<V>): (...key: K) => Promise<V> {
  const asked = new Map<string, Promise<V>>();
  return (...key) => {
    const name = JSON.stringify(key);
    const answer = asked.get(name) ?? ask(...key);
    asked.set(name, answer);
    return answer;
  };
}
