import { fieldGroupNames, type FieldGroup } from "@/lib/access/field-groups";
import type { Draft } from "@/lib/applications/rules";
import type { Content, SectionName } from "@/lib/applications/schema";

/** Every submission and draft passes here before it reaches a page, an answer of the API, a file, a search or a notice. */

type Device = Content["devices"]["devices"][number];

/** The answers of a submission that this person may see. What they may not see is not there. */
export interface PresentedContent extends Pick<Content, "purpose" | "sites" | "data" | "files" | "duties" | "signed">, Partial<Pick<Content, "security" | "contact" | "terms">> {
  devices: Pick<Content["devices"], "models"> & { devices: (Omit<Device, "serial"> & Partial<Pick<Device, "serial">>)[] };
  networks: Omit<Content["networks"], "talksTo"> & Partial<Pick<Content["networks"], "talksTo">>;
}

export interface Presented {
  content: PresentedContent;
  /** the groups that were left out, in the order of the closed list */
  leftOut: FieldGroup[];
}

/** The sections that belong to one group, as a whole or by an answer that a member could not write without reading it. */
export const groupOf: Partial<Record<SectionName, FieldGroup>> = { security: "security", networks: "identifiers", contact: "contacts", terms: "terms" };

const leftOut = (seen: ReadonlySet<FieldGroup>): FieldGroup[] => fieldGroupNames.filter((group) => !seen.has(group));

/** A submission without what may not be seen. Put together from what may, so that a section added later is not shown until it is named here. */
export function presented({ purpose, devices, sites, networks, data, security, contact, terms, duties, signed, files = [] }: Content, seen: ReadonlySet<FieldGroup>): Presented {
  const evidence = files.filter(({ section }) => { const group = groupOf[section]; return !group || seen.has(group); });
  return {
    content: {
      purpose,
      devices: {
        devices: devices.devices.map(({ name, make, model, serial, firmware }) => ({ name, make, model, ...(seen.has("identifiers") ? { serial, ...(firmware ? { firmware } : {}) } : {}) })),
        ...(devices.models ? { models: devices.models } : {}),
      },
      sites,
      networks: { networkIds: networks.networkIds, names: networks.names, ...(seen.has("identifiers") ? { talksTo: networks.talksTo } : {}) },
      data,
      ...(seen.has("security") ? { security } : {}),
      ...(seen.has("contacts") ? { contact } : {}),
      ...(seen.has("terms") ? { terms } : {}),
      ...(signed ? { signed } : {}),
      // Names of people, like the contact's.
      ...(duties && seen.has("contacts") ? { duties } : {}),
      ...(evidence.length > 0 ? { files: evidence } : {}),
    },
    leftOut: leftOut(seen),
  };
}

/** The same for a draft, of which any section may be missing yet. */
export function presentedDraft({ purpose, devices, sites, networks, data, security, contact, terms }: Draft, seen: ReadonlySet<FieldGroup>): { draft: Draft; leftOut: FieldGroup[] } {
  const identifiers = seen.has("identifiers");
  const listed = (devices?.devices as Device[] | undefined) ?? [];
  const { talksTo, ...otherNetworks } = networks ?? {};
  const draft: Draft = {
    ...(purpose ? { purpose } : {}),
    ...(devices ? { devices: { ...devices, devices: listed.map(({ serial, firmware, ...device }) => ({ ...device, ...(identifiers ? { serial, ...(firmware ? { firmware } : {}) } : {}) })) } } : {}),
    ...(sites ? { sites } : {}),
    ...(networks ? { networks: { ...otherNetworks, ...(identifiers && talksTo !== undefined ? { talksTo } : {}) } } : {}),
    ...(data ? { data } : {}),
    ...(security && seen.has("security") ? { security } : {}),
    ...(contact && seen.has("contacts") ? { contact } : {}),
    ...(terms && seen.has("terms") ? { terms } : {}),
  };
  return { draft, leftOut: leftOut(seen) };
}

const inSmallLetters = (words: string[]): string => [...new Set(words.filter(Boolean))].join("\n").toLowerCase();

/** What a submission is found by from within, apart for each group, in small letters. */
export const foundBy = ({ devices, networks, contact }: Content): { identifierWords: string; contactWords: string } => ({
  identifierWords: inSmallLetters([...devices.devices.map(({ serial }) => serial), ...networks.talksTo]),
  contactWords: inSmallLetters([contact.name, contact.email, contact.telephone]),
});
