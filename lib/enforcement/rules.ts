import type { StopScope } from "@/lib/permits/standing";

const scopeKeys = ["permitId", "deviceId", "partnerId", "assetId", "assetClass", "zoneId", "networkId", "make", "model"] as const;

/** Of what was sent, what says over what it is to be; a make without a model says nothing. */
export function scopeOf(input: StopScope): StopScope {
  const scope = Object.fromEntries(scopeKeys.flatMap((key) => (input[key] === undefined ? [] : [[key, input[key]]]))) as StopScope;
  if (scope.model === undefined) delete scope.make;
  return scope;
}

/** True where it is over nothing in particular, and so would be over the whole city. */
export const isOpenScope = (input: StopScope): boolean => Object.keys(scopeOf(input)).length === 0;
