import { main } from './index.js';
await main('smoke-test');
