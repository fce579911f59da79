/** "demo" shows an invented city and lets anyone be anyone in it; "production" is a real city. Nothing set means demo. */
export const isDemo = (): boolean => (process.env.LAMPPOST_MODE ?? "demo") !== "production";

/** Where people reach the portal: scheme and host, without a slash at the end. */
export const origin = (): string => process.env.LAMPPOST_ORIGIN ?? `http://localhost:${process.env.PORT ?? 3000}`;
