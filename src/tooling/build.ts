import { bundle } from './bundle.ts';

bundle('dist');
