import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, Link, Route, Routes } from 'react-router';
import anchor from '../media/anchor.svg?no-inline';
import { Home } from './Home.jsx';
import './style.css';

const About = lazy(() => import('./About.jsx'));
const Reports = lazy(() => import('./Reports.jsx'));

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
