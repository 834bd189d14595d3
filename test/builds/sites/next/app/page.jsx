import Image from 'next/image';
import harbour from '../media/harbour.png';

export default function Home() {
  return (
    <main>
      <h1>Welcome to the harbour</h1>
      <Image src={harbour} alt="The harbour" />
    </main>
  );
}
