import harbour from '../media/harbour.png';

export function Home() {
  return (
    <main>
      <h1>Welcome to the harbour</h1>
      <img src={harbour} alt="The harbour" width="80" />
    </main>
  );
}
