import type { ApplicationKind, ReviewedSection, ReviewOutcome } from "@/lib/core/prisma-client/client";
import type { lawfulBases, passwordAnswers, PlanPoint, portAnswers, powers, radios, SectionName, sockets, transferMechanisms } from "@/lib/applications/schema";

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

/** The points of a security plan: what is asked, and what stands beside the answer. */
export const planWords: Record<PlanPoint, { asks: string; hint: string; term: string; lacks: string }> = {
  harm: { asks: "What could go wrong, and what keeps the harm small?", hint: "The worst that whoever takes a device over could do, and how you would notice.", term: "What could go wrong", lacks: "what could go wrong" },
  standards: { asks: "Which security standards do you follow?", hint: "For example: ETSI EN 303 645, ISO/IEC 27001, and since when.", term: "Standards followed", lacks: "which standards are followed" },
  people: { asks: "Who may work on the devices, and how do you know it is them?", hint: "Each person with an account of their own; what they need besides a password; what happens when somebody leaves.", term: "Who may work on them", lacks: "who may work on the devices" },
  protection: { asks: "How is the data protected, on its way and where it lies?", hint: "For example: TLS 1.3 with a certificate for each device; disks are encrypted.", term: "Protection of data", lacks: "how the data is protected" },
  cutOff: { asks: "How do you stop a device when the city says so?", hint: "From where, how fast, and what of it goes on working.", term: "Stopping a device", lacks: "how a device is stopped" },
  tests: { asks: "Who tests it, and how often?", hint: "Scans, tests by others, and how soon what they find is put right.", term: "Tests", lacks: "who tests it" },
  breach: { asks: "Whom do you tell of a break-in, and how soon?", hint: "The city, the police, the people concerned.", term: "Telling of a break-in", lacks: "who is told of a break-in" },
};

export const radioWords: Record<(typeof radios)[number], string> = {
  wifi: "Wi-Fi",
  bluetooth: "Bluetooth",
  lorawan: "LoRaWAN",
  cellular: "Mobile network",
  mesh: "Zigbee, Thread or another mesh",
  near_field: "NFC or RFID",
  radar: "Radar",
  other_radio: "Another radio",
};

export const powerWords: Record<(typeof powers)[number], string> = { mains: "Mains", poe: "Its network cable (PoE)", battery: "A battery", solar: "Its own solar panel" };

export const socketWords: Record<(typeof sockets)[number], string> = {
  ethernet: "Network socket",
  usb: "USB",
  serial_port: "Serial port",
  memory_card: "Memory card",
  debug_port: "Port for repairs (JTAG, UART)",
  buttons: "Buttons or a keypad",
  other_socket: "Another socket",
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
