/** State that AWS keeps per account and region, made when it is first asked for. */
export function regional<State>(make: () => State): (accountId: string, region: string) => State {
  const states = new Map<string, State>();
  return (accountId, region) => {
    const name = `${accountId}/${region}`;
    const state = states.get(name) ?? make();
    states.set(name, state);
    return state;
  };
}
