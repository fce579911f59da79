/** Whom one can be in the demo city. What each may do is given by decisions in `seed.ts`; the line only says it. */
export interface Persona {
  name: string;
  email: string;
  line: string;
  side: "staff" | "partner";
}

const staff = (name: string, line: string): Persona => ({ name, email: `${name.split(" ")[0]?.toLowerCase()}@aldermouth.example`, line, side: "staff" });
const partner = (name: string, domain: string, line: string): Persona => ({ name, email: `${name.split(" ")[0]?.toLowerCase()}@${domain}.example`, line, side: "partner" });

export const amara = staff("Amara Osei", "Access administrator");
export const sunniva = staff("Sunniva Aalto", "Access administrator, second of two");
export const hanne = staff("Hanne Solberg-Ito", "Access governance: rules, training, reviews");
export const joaquim = staff("Joaquim Brandt", "Access administrator, Street Lighting");
export const ines = staff("Ines Okafor", "Permit officer, Harbour Quarter, to tier 3");
export const priya = staff("Priya Raman", "Senior permit officer, whole city");
export const marguerite = staff("Marguerite Dell", "Assessor: reads cases, asks for changes");
export const tomas = staff("Tomas Lindqvist", "Enforcement officer: suspends and revokes");
export const elif = staff("Elif Demirci", "Head of permits: looks again at what is appealed");
export const rosa = staff("Rosa Varga", "Night duty: suspends, never revokes");
export const hannah = staff("Hannah Weiss", "Partner desk: verifies organisations");
export const yusuf = staff("Yusuf Adeyemi", "Assets officer, whole city");
export const lena = staff("Lena Fischer", "Assets clerk, Street Lighting only");
export const wren = staff("Wren Halloran", "Residents’ desk: answers what residents report");
export const oskar = staff("Oskar Nilsen", "Auditor: reads the ledger");
export const femi = staff("Femi Adeleke-Ross", "Privacy officer: reviews what is seen of people");
export const greta = staff("Greta Sørlie", "Security engineer: reviews security and networks");
export const theo = staff("Theo Park", "New colleague, holds nothing yet");
export const odile = partner("Odile Marchetti-Byrne", "ternandtide", "Tern & Tide Sensing: applies and invites");
export const ruben = partner("Ruben Castellane", "ternandtide", "Tern & Tide Sensing: applies");
export const callum = partner("Callum Reyes", "northquay", "Northquay Telecom");
export const mei = partner("Mei Tanaka", "brisling", "Brisling Media");

export const cast: Persona[] = [amara, sunniva, hanne, joaquim, ines, priya, marguerite, tomas, elif, rosa, hannah, yusuf, lena, wren, oskar, femi, greta, theo, odile, ruben, callum, mei];
