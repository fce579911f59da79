import type { ApplicationKind, ReviewedSection, ReviewOutcome } from "@/lib/core/prisma-client/client";
import type { lawfulBases, passwordAnswers, portAnswers, SectionName, transferMechanisms } from "@/lib/applications/schema";

export const purposeWords: Record<string, string> = {
  air_and_weather: "Air and weather",
  traffic_and_parking: "Traffic and parking",
  phone_and_internet: "Phone and internet",
  lighting: "Lighting",
  safety: "Safety",
  water_and_waste: "Water and waste",
  information: "Information for the public",
  research: "Research",
};

export const identifiesWords: Record<string, string> = {
  no: "Does not identify people",
  anonymous: "Made anonymous at once",
  yes: "Can identify people",
};

export const basisWords: Record<(typeof lawfulBases)[number], string> = {
  consent: "The people consented",
  contract: "A contract with the people needs it",
  legal_duty: "A law demands it",
  vital_interests: "Somebody’s life depends on it",
  public_task: "It serves a task of the public",
  legitimate_interests: "A legitimate interest, weighed against theirs",
};

export const transferWords: Record<(typeof transferMechanisms)[number], string> = {
  stays: "It does not leave the country",
  adequacy: "To a country with adequate protection",
  standard_clauses: "Under standard contractual clauses",
  binding_rules: "Under binding corporate rules",
  exception: "Under an exception of the law, as explained",
};

export const sectionWords: Record<SectionName, string> = {
  purpose: "Purpose and benefit",
  devices: "Devices and models",
  sites: "Where they go",
  networks: "What the devices may talk to",
  data: "What data, and about whom",
  security: "How it is kept safe",
  contact: "Who answers",
  terms: "Who pays and who earns",
};

export const reviewedSectionWords: Record<ReviewedSection, string> = { whole: "The case as a whole", assets: "The places, for their owner", security: "Security", privacy: "Privacy", network: "Networks" };

export const reviewOutcomeWords: Record<ReviewOutcome, string> = { satisfied: "Nothing against it", changes: "Something must change", objects: "Objects" };

/** What an application that replaces a permit does to it, to stand before the permit's reference. */
export const followWords: Record<Exclude<ApplicationKind, "first">, string> = { amendment: "Changes", renewal: "Renews", transfer: "Takes over" };

export const passwordWords: Record<(typeof passwordAnswers)[number], string> = {
  changed: "All changed, each device has its own",
  none: "The devices came without any",
  some_left: "Not all changed",
};

export const portWords: Record<(typeof portAnswers)[number], string> = {
  closed: "All closed",
  some_open: "Not all closed",
};

/** One asset of a kind, to follow "on a". */
export const assetClassWord: Record<string, string> = {
  light_pole: "street-light pole",
  traffic_pole: "traffic-signal pole",
  cabinet: "cabinet",
  shelter: "bus shelter",
  kiosk: "kiosk",
  rooftop: "public roof",
  duct: "duct under the street",
  other: "public asset",
};
