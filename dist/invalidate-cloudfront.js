import { main } from './index.js';
await main('invalidate-cloudfront');
