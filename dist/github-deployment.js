import { main } from './index.js';
await main('github-deployment');
