import type { Handling } from "@/lib/permits/handling";

/*
 * What a device does with data, as a data chain of Digital Trust for Places and Routines (DTPR, dtpr.io, CC BY 4.0): the ids of its categories and elements, and
 * the structure of the file. The words here are ours. An element is told only where what the partner declared says so; nothing is guessed from a name.
 */

export interface ChainOf {
  code: string;
  name: string;
  purpose: "air_and_weather" | "traffic_and_parking" | "phone_and_internet" | "lighting" | "safety" | "water_and_waste" | "information" | "research";
  identifies: "no" | "anonymous" | "yes";
  keptWords: string;
  sharedWords: string;
  decidedAt: Date;
  handling: Handling;
}

interface Localised {
  locale: string;
  value: string;
}
const said = (en: string, es: string): Localised[] => [
  { locale: "en", value: en },
  { locale: "es", value: es },
];

const categories = [
  { id: "device__accountable", name: said("Who answers for it", "Quién responde de él"), prompt: said("Who is accountable?", "¿Quién responde de él?"), description: said("First the city, then its partner.", "Primero la ciudad, después la empresa.") },
  { id: "device__purpose", name: said("What it is for", "Para qué sirve"), prompt: said("Why is it here?", "¿Por qué está aquí?"), description: said("What residents have of it.", "Qué les da a los vecinos.") },
  { id: "device__data", name: said("Data", "Datos"), prompt: said("What does it collect?", "¿Qué recoge?"), description: said("Kinds of data.", "Clases de datos.") },
  { id: "device__process", name: said("What is done with it", "Qué se hace con ello"), prompt: said("Does it identify me?", "¿Me identifica?"), description: said("What happens to the data before anybody sees it.", "Qué pasa con los datos antes de que alguien los vea.") },
  { id: "device__access", name: said("Who gets it", "Quién lo recibe"), prompt: said("Who sees it?", "¿Quién lo ve?"), description: said("Who can get at the data.", "Quién puede llegar a los datos.") },
  { id: "device__storage", name: said("Where it lies", "Dónde está"), prompt: said("Where is it stored?", "¿Dónde se guarda?"), description: said("In this country or abroad.", "En este país o fuera.") },
  { id: "device__retention", name: said("How long", "Cuánto tiempo"), prompt: said("How long is it kept?", "¿Cuánto tiempo se guarda?"), description: said("When it is deleted.", "Cuándo se borra.") },
] as const;
type CategoryId = (typeof categories)[number]["id"];

const purposeElements: Record<ChainOf["purpose"], readonly string[]> = {
  air_and_weather: ["ecology"],
  traffic_and_parking: ["mobility"],
  phone_and_internet: ["connectivity"],
  lighting: ["energy_efficiency"],
  safety: ["safety_security"],
  water_and_waste: ["water_efficiency", "waste_management"],
  information: ["inform"],
  research: ["research_development"],
};

const isNobody = (words: string): boolean => /^(nobody|no one|none|nothing|not at all|not kept)\b/i.test(words.trim());

/** The chain, in the order in which a passer-by asks. */
export function dataChainOf(device: ChainOf) {
  const { transfer } = device.handling;
  const elements: { element_id: string; category_id: CategoryId; variables?: { id: string; value: string }[] }[] = [
    { element_id: "institution", category_id: "device__accountable" },
    { element_id: "organization", category_id: "device__accountable" },
    ...purposeElements[device.purpose].map((element_id) => ({ element_id, category_id: "device__purpose" as const })),
    ...(device.identifies === "yes" ? [{ element_id: "personal", category_id: "device__data" as const }] : []),
    ...(device.identifies === "anonymous" ? [{ element_id: "de_identified", category_id: "device__process" as const }] : []),
    { element_id: "available_to_vendor", category_id: "device__access" },
    ...(isNobody(device.sharedWords) ? [] : [{ element_id: "available_to_3rd_parties", category_id: "device__access" as const }]),
    ...(transfer ? [{ element_id: transfer === "stays" ? "stored_primarily_locally" : "stored_primarily_internationally", category_id: "device__storage" as const }] : []),
    isNobody(device.keptWords) ? { element_id: "no_data_retained", category_id: "device__retention" } : { element_id: "data_retained", category_id: "device__retention", variables: [{ id: "duration", value: device.keptWords }] },
  ];
  return {
    schema: { name: "DTPR", version: "0.1", namespace: "https://dtpr.io/schemas/datachain/v0.1" },
    datachain: {
      type: "device",
      version: "1",
      title: said("What a device on a public asset does with data", "Qué hace con los datos un dispositivo en un bien público"),
      description: said("As its partner declared it and the city decided on it. Categories and elements: DTPR, dtpr.io, CC BY 4.0.", "Como lo declaró la empresa y lo decidió la ciudad. Categorías y elementos: DTPR, dtpr.io, CC BY 4.0."),
      categories: categories.map((category, order) => ({ ...category, order })),
    },
    instance: {
      // As the partner calls it, in the city's own language.
      title: [{ locale: "en", value: device.name }],
      created_at: device.decidedAt.toISOString(),
      elements: elements.map((element, priority) => ({ ...element, priority })),
    },
  };
}
