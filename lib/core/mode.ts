/** "demo" shows an invented city and lets anyone be anyone in it; "production" is a real city. Nothing set means demo. */
export const isDemo = (): boolean => (process.env.LAMPPOST_MODE ?? "demo") !== "production";

/** Where people reach the portal: scheme and host, without a slash at the end. */
export const origin = (): string => process.env.LAMPPOST_ORIGIN ?? `http://localhost:${process.env.PORT ?? 3000}`;

/**
 * Whether a form was posted from a page of this portal, by what the browser says of it. In production only the portal's one address
 * counts; a demo may also be reached by another name of its machine, as long as both headers agree.
 */
export function isOwnAddress(originHeader: string | null, hostHeader: string | null): boolean {
  if (originHeader === origin()) return true;
  return isDemo() && originHeader !== null && hostHeader !== null && (originHeader === `http://${hostHeader}` || originHeader === `https://${hostHeader}`);
}
