import { Report } from './report.jsx';

export function generateStaticParams() {
  return [{ id: '42' }];
}

export default async function Reports({ params }) {
  const { id } = await params;
  return <Report id={id} />;
}
