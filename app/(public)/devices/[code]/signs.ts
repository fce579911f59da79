import type { SignName } from "@/components/show/sign";

/** The drawing that stands for what a device is for, and for whether it identifies people. */
export const signOfPurpose = { air_and_weather: "air", traffic_and_parking: "traffic", phone_and_internet: "network", lighting: "light", safety: "say", water_and_waste: "measures", information: "purpose", research: "purpose" } as const satisfies Record<string, SignName>;
export const signOfIdentity = { no: "nobody", anonymous: "crowd", yes: "face" } as const satisfies Record<string, SignName>;
