import { Title } from '../parts/Title.tsx';
import { Link } from '../routing/location.tsx';

export function NotFoundPage() {
  return (
    <>
      <Title text="No such page" />
      <p>
        There is nothing at this address. <Link to="/requests">Go to the requests</Link>.
      </p>
    </>
  );
}
