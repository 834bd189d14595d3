import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { createApi } from './api/client.ts';
import { loadRuntimeConfig } from './runtime-config.ts';
import { SessionProvider } from './session.tsx';
import './styles.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const config = await loadRuntimeConfig(import.meta.env.BASE_URL);

createRoot(root).render(
  <StrictMode>
    <SessionProvider api={createApi(config.apiUrl)}>
      <App demoHint={config.demoHint} />
    </SessionProvider>
  </StrictMode>,
);
