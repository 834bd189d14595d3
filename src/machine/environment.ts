/** The value of an environment variable of the step, or undefined when it is not set. */
export type EnvironmentVariable = (name: string) => string | undefined;

export const processEnvironment: EnvironmentVariable = (name) => process.env[name];
