import { main } from './index.js';
await main('seed-rds');
