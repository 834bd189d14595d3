import Layout from '@theme/Layout';
import harbour from '../../media/harbour.png';

export default function Home() {
  return (
    <Layout>
      <h1>Welcome to the harbour</h1>
      <img src={harbour} alt="The harbour" width="80" />
    </Layout>
  );
}
