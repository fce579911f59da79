/*
 * What a process keeps in mind of its database, so as not to ask again. Whoever keeps something says how it is forgotten, for a process that goes on with another database: tests do.
 */

const forget: (() => void)[] = [];

export const onForget = (how: () => void): void => void forget.push(how);

export function forgetAll(): void {
  for (const how of forget) how();
}
