/**
 * How the addresses of a site become its files: by the code of an app, whose entry page answers all that is no file, or by pages,
 * each of which is a file.
 */
export const routings = ['app', 'pages'] as const;
export type Routing = (typeof routings)[number];
