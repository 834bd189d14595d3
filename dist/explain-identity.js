import { main } from './index.js';
await main('explain-identity');
