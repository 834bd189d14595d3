import localFont from 'next/font/local';
import Link from 'next/link';

const confetti = localFont({ src: '../media/confetti.woff2' });

export const metadata = { title: 'Harbour', icons: '/favicon.svg' };

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body className={confetti.className}>
        <nav>
          <Link href="/">Home</Link> <Link href="/about">About</Link>{' '}
          <Link href="/reports/42" prefetch={false}>
            Report
          </Link>
        </nav>
        {children}
      </body>
    </html>
  );
}
