import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, Link, Route, Routes } from 'react-router-dom';
import { Home } from './Home';
import anchor from './media/anchor.svg';
import './style.css';

const About = lazy(() => import('./About'));
const Reports = lazy(() => import('./Reports'));

createRoot(document.getElementById('root')).render(
  <StrictMode>
    <BrowserRouter>
      <nav>
        <img src={anchor} alt="" width="24" />
        <Link to="/">Home</Link> <Link to="/about">About</Link> <Link to="/reports/42">Report</Link>
      </nav>
      <Suspense fallback={<p>Loading</p>}>
        <Routes>
          <Route path="/" element={<Home />} />
          <Route path="/about" element={<About />} />
          <Route path="/reports/:id" element={<Reports />} />
        </Routes>
      </Suspense>
    </BrowserRouter>
  </StrictMode>,
);
