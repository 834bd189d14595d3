import { bundle } from './bundle.ts';

bundle(process.argv[2] ?? 'dist');
