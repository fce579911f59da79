import { z } from "zod";
import { grounds } from "@/lib/hearings/words";
import { dutyKinds, dutySeats } from "@/lib/applications/duties";
import { libraryKeys } from "@/lib/applications/condition-library";
import { groundsField, withoutNotice } from "@/lib/hearings/schema";
import { reviewedTrades } from "@/lib/applications/tier-asks";
import { isoDay } from "@/lib/core/calendar";
import { day, decimal, email, id, linesOf, numbersOf, optionalDay, optionalText, reason, several, text, version } from "@/lib/forms/fields";

/** Left open it is not there. */
const ifGiven = <T extends z.ZodType>(shape: T) => z.preprocess((value) => (value === "" ? undefined : value), shape.optional());

export const purposes = ["air_and_weather", "traffic_and_parking", "phone_and_internet", "lighting", "safety", "water_and_waste", "information", "research"] as const;
export const identifiesLevels = ["no", "anonymous", "yes"] as const;

/** The sections of an application, each with the shape it must have to be complete. One schema for the form, the file and the act. */
export const purposeSection = z.strictObject({
  title: text("a name for the deployment", { max: 100, min: 4 }),
  purpose: z.enum(purposes, "Choose what the devices are for."),
  why: text("why the devices are needed", { max: 1500, min: 20 }),
  until: day,
});

export const deviceRow = z.strictObject({
  name: text("what the device is", { max: 80 }),
  make: text("who makes it", { max: 80 }),
  model: text("the model", { max: 80 }),
  serial: optionalText({ max: 80 }),
  firmware: ifGiven(text("the version of its software", { max: 60 })),
});
export const mostDevices = 500;

/** What a model is, as its maker's data sheet says: closed lists, so that limits of the city can be checked against it. */
export const radios = ["wifi", "bluetooth", "lorawan", "cellular", "mesh", "near_field", "radar", "other_radio"] as const;
export const powers = ["mains", "poe", "battery", "solar"] as const;
export const sockets = ["ethernet", "usb", "serial_port", "memory_card", "debug_port", "buttons", "other_socket"] as const;
export const modelSheet = z.strictObject({
  radio: several(z.enum(radios, "Choose from the list.")).transform((chosen) => radios.filter((each) => chosen.includes(each))),
  power: z.enum(powers, "Choose what it runs on."),
  watts: ifGiven(decimal("the watts", { min: 0, max: 5000, like: "12.5" })),
  kg: decimal("the weight in kilograms", { min: 0.001, max: 2000, like: "1.5" }),
  size: z.string("Enter the size, like 30 × 20 × 12.").transform((typed, context) => {
    const sides = /^\s*(\d{1,4}(?:[.,]\d)?)\s*[x×*]\s*(\d{1,4}(?:[.,]\d)?)\s*[x×*]\s*(\d{1,4}(?:[.,]\d)?)\s*(?:cm)?\s*$/i.exec(typed)?.slice(1).map((side) => Number(side.replace(",", ".")));
    if (sides?.every((side) => side > 0)) return sides.join(" × ");
    context.addIssue({ code: "custom", message: "Enter its three sides in centimetres, like 30 × 20 × 12." });
    return z.NEVER;
  }),
  sockets: several(z.enum(sockets, "Choose from the list.")).transform((chosen) => sockets.filter((each) => chosen.includes(each))),
  supportUntil: ifGiven(day.transform(isoDay)),
});
export type ModelSheet = z.infer<typeof modelSheet>;
const modelName = { make: deviceRow.shape.make, model: deviceRow.shape.model };
const modelRow = modelSheet.extend(modelName);

export const devicesSection = z.strictObject({
  devices: z.array(deviceRow).min(1, "Add at least one device.").max(mostDevices, `At most ${mostDevices} devices in one application. Split it.`),
  /** each model once; absent where none is described */
  models: z.array(modelRow).min(1).max(mostDevices).optional(),
});

export const sitesSection = z.strictObject({ assetIds: several(id).pipe(z.array(z.string()).min(1, "Choose at least one place.").max(mostDevices)) });

export const networksSection = z.strictObject({
  networkIds: several(id),
  talksTo: linesOf("what the devices talk to", { max: 50, each: 200 }).pipe(
    z.array(z.string().regex(/^[a-z0-9.-]+(:\d{1,5})?$/i, "Write each as a host and a port, like data.example.org:8883.")).min(1, "Name at least one address the devices talk to."),
  ),
});

/** On what the use of data about people rests, and on what its leaving the country does: closed lists, as the law has them. */
export const lawfulBases = ["consent", "contract", "legal_duty", "vital_interests", "public_task", "legitimate_interests"] as const;
export const transferMechanisms = ["stays", "adequacy", "standard_clauses", "binding_rules", "exception"] as const;
export const dataSection = z.strictObject({
  collects: linesOf("what the devices collect", { max: 20, each: 160 }).pipe(z.array(z.string()).min(1, "Write at least one thing the devices collect.")),
  identifies: z.enum(identifiesLevels, "Choose whether the data can identify people."),
  kept: text("how long the data is kept", { max: 160 }),
  shared: text("who else gets the data, or “nobody”", { max: 300 }),
  basis: ifGiven(z.enum(lawfulBases, "Choose the basis from the list.")),
  access: ifGiven(text("who can get at it", { max: 300 })),
  processor: ifGiven(text("who processes it for you", { max: 200 })),
  storedIn: ifGiven(text("where it is stored", { max: 200 })),
  transfer: ifGiven(z.enum(transferMechanisms, "Choose from the list.")),
  /** the form said that residents read all of it */
  told: ifGiven(z.literal("residents")),
});

export const contactSection = z.strictObject({
  name: text("the name of the person who answers", { max: 120 }),
  email,
  telephone: text("a telephone number", { max: 40 }).regex(/^[+()0-9 ./-]{5,40}$/, "Enter a telephone number, like +44 20 7946 0000."),
});

export const passwordAnswers = ["changed", "none", "some_left"] as const;
export const portAnswers = ["closed", "some_open"] as const;

/** The points of a security plan, one for each of the guidelines 4.1 to 4.7. */
export const planPoints = ["harm", "standards", "people", "protection", "cutOff", "tests", "breach"] as const;
export type PlanPoint = (typeof planPoints)[number];
const planPoint = (what: string) => ifGiven(text(what, { max: 600, min: 10 }));

/** How the devices are kept safe: the questions everybody answers, then the plan, which the graver tiers need. Only those see it who may read security answers. */
export const securitySection = z.strictObject({
  updates: text("how the devices get updates", { max: 600, min: 10 }),
  watches: text("who watches for break-ins", { max: 300 }),
  reacts: text("how fast they react", { max: 160 }),
  passwords: z.enum(passwordAnswers, "Choose how it is with the passwords the devices came with."),
  ports: z.enum(portAnswers, "Choose whether every unused port is closed."),
  exceptions: optionalText({ max: 600 }),
  harm: planPoint("what could go wrong"),
  standards: planPoint("which standards you follow"),
  people: planPoint("who may work on the devices"),
  protection: planPoint("how the data is protected"),
  cutOff: planPoint("how a device is stopped"),
  tests: planPoint("who tests it, and how often"),
  breach: planPoint("whom you tell of a break-in"),
});

/** Who pays and who earns. Only those see it who may read commercial terms. */
export const termsSection = z.strictObject({
  paid: text("what is paid to the city a year, or “nothing”", { max: 160 }),
  others: text("who else pays or earns, or “nobody”", { max: 300 }),
  contract: optionalText({ max: 80 }),
});

export const sections = { purpose: purposeSection, devices: devicesSection, sites: sitesSection, networks: networksSection, data: dataSection, security: securitySection, contact: contactSection, terms: termsSection } as const;
export type SectionName = keyof typeof sections;
export const sectionNames = Object.keys(sections) as SectionName[];

/** What is sent, frozen and decided. */
export const contentSchema = z.strictObject({
  purpose: purposeSection.extend({ until: z.string() }),
  devices: z.strictObject({
    devices: z.array(deviceRow.extend({ firmware: z.string().optional() })),
    models: z.array(modelRow.extend({ radio: z.array(z.enum(radios)), sockets: z.array(z.enum(sockets)), watts: z.number().optional(), supportUntil: z.string().optional() })).min(1).optional(),
  }),
  sites: z.strictObject({ assetIds: z.array(z.string()), assets: z.array(z.strictObject({ id: z.string(), code: z.string(), place: z.string(), assetClass: z.string(), agency: z.string(), zone: z.string() })) }),
  networks: z.strictObject({ networkIds: z.array(z.string()), names: z.array(z.string()), talksTo: z.array(z.string()) }),
  data: dataSection.extend({ collects: z.array(z.string()), basis: z.enum(lawfulBases).optional(), access: z.string().optional(), processor: z.string().optional(), storedIn: z.string().optional(), transfer: z.enum(transferMechanisms).optional(), told: z.literal("residents").optional() }),
  security: securitySection.extend(Object.fromEntries(planPoints.map((point) => [point, z.string().optional()])) as Record<PlanPoint, z.ZodOptional<z.ZodString>>),
  contact: contactSection,
  terms: termsSection,
  /** which version of the city's terms was signed, and when; absent where it was sent before there were any */
  signed: z.strictObject({ version: z.number(), hash: z.string(), on: z.string() }).optional(),
  /** who does what; absent where nobody is named */
  duties: z.array(z.strictObject({ duty: z.enum(dutyKinds), seat: z.enum(dutySeats), name: z.string(), isAccepted: z.boolean() })).min(1).optional(),
  /** the evidence it was sent with; absent where there is none */
  files: z.array(z.strictObject({ number: z.number(), section: z.enum(sectionNames as [SectionName, ...SectionName[]]), name: z.string(), kind: z.string(), bytes: z.number(), hash: z.string() })).min(1).optional(),
});
export type Content = z.infer<typeof contentSchema>;

export const startInput = z.strictObject({ partnerId: id, title: text("a name for the deployment", { max: 100, min: 4 }) });
const saved = { applicationId: id, version };
export const savePurposeInput = purposeSection.extend(saved);
export const addDeviceInput = deviceRow.extend({ ...saved, howMany: z.coerce.number("Enter a whole number.").int("Enter a whole number.").min(1, "Enter 1 or more.").max(mostDevices, `Enter at most ${mostDevices}.`) });
export const addDevicesFileInput = z.strictObject({ ...saved, file: z.file("Choose a CSV file.").min(1, "The file is empty. Choose another.").max(1_000_000, "The file is larger than 1 MB. Split it.") });
export const describeModelInput = modelRow.extend(saved);
export const removeDeviceInput = z.strictObject({ ...saved, number: z.coerce.number().int().min(1).max(mostDevices) });
/** `fill`: besides what is ticked, the first of those shown that are free, as many as devices still lack a place. */
export const chooseSitesInput = z.strictObject({ ...saved, assetIds: several(id).pipe(z.array(z.string()).max(mostDevices)), shown: several(id).pipe(z.array(z.string()).max(1_000, "Open the page anew.")), fill: z.literal("yes").optional() });
export const saveNetworksInput = networksSection.extend(saved);
export const saveDataInput = dataSection.extend(saved);
export const saveSecurityInput = securitySection.extend(saved);
export const saveContactInput = contactSection.extend(saved);
export const saveTermsInput = termsSection.extend(saved);
export const submitInput = z.strictObject({ ...saved, isTrue: z.literal("yes", "Confirm that what you send is true.") });
export const withdrawInput = z.strictObject({ ...saved, reason });

export const takeInput = z.strictObject(saved);
export const assessInput = z.strictObject({ ...saved, recommends: z.enum(["approval", "refusal", "changes"], "Choose what you recommend."), reason });
export const reviewSectionInput = z.strictObject({
  applicationId: id,
  submission: z.coerce.number("Open the page anew.").int("Open the page anew.").min(1, "Open the page anew.").max(100_000, "Open the page anew."),
  section: z.enum(reviewedTrades, "Choose a section."),
  outcome: z.enum(["satisfied", "changes", "objects"], "Choose what you found."),
  words: text("what you found", { max: 4000, min: 10 }),
  asks: optionalText({ max: 2000 }),
  parts: several(z.enum(sectionNames as [SectionName, ...SectionName[]], "Choose parts from the list.")),
});
/** No part named: whatever it needs. */
export const requestChangesInput = z.strictObject({ ...saved, reason, parts: several(z.enum(sectionNames as [SectionName, ...SectionName[]], "Choose parts from the list.")), by: optionalDay });
export const assignInput = z.strictObject({ ...saved, personId: id, reason });
const tier = z.coerce.number("Choose a tier.").int("Choose a tier.").min(1, "Choose a tier.").max(4, "Choose a tier.");
export const raiseTierInput = z.strictObject({ ...saved, tier, reason });
export const proposeLowerTierInput = z.strictObject({ ...saved, tier, reason });
export const agreeLowerTierInput = z.strictObject({ ...saved, outcome: z.enum(["agreed", "declined"], "Choose whether you agree."), reason });
export const messageInput = z.strictObject({ applicationId: id, words: text("the message", { max: 4000, min: 2 }) });
export const lapseApplicationInput = z.strictObject({ applicationId: id });
export const nameDutyInput = z.strictObject({ applicationId: id, duty: z.enum(dutyKinds, "Choose what it is."), seat: z.enum(dutySeats, "Choose whether they are first or stand in."), personId: z.uuid("Choose a colleague.") });
export const answerDutyInput = z.strictObject({ dutyId: id, outcome: z.enum(["accepted", "declined"], "Choose whether you accept it.") });
export const placeOfInput = z.strictObject({ applicationId: id, assetId: id });
export const givePlaceInput = z.strictObject({ waitId: id });
export const reopenInput = z.strictObject({ ...saved, reason });
/** Refused on coded grounds, after the partner was heard or with the cause why not. */
export const refuseInput = z.strictObject({ ...saved, reason, grounds: groundsField, without: withoutNotice });
export const approveInput = z.strictObject({ ...saved, reason, until: day, from: optionalDay, conditions: linesOf("the conditions", { max: 20, each: 300 }).default([]), despite: optionalText({ max: 2000 }), library: several(z.enum(libraryKeys, "Choose conditions from the list.")), conditionsBy: optionalDay, withhold: optionalText({ max: 1000 }), leaveOut: numbersOf, grounds: several(z.enum(grounds, "Choose grounds from the list.")), without: withoutNotice });
