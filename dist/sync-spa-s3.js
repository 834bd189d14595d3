import { main } from './index.js';
await main('sync-spa-s3');
