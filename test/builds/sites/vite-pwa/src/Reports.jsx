import { useParams } from 'react-router';

export default function Reports() {
  const { id } = useParams();
  return <h1>Report {id} of release one</h1>;
}
