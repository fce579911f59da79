import type { AssetClass, Identifies, NetworkKind, Purpose } from "@/lib/core/prisma-client/client";
import type { powers, radios, sockets } from "@/lib/applications/schema";
import { callum, mei, odile } from "@/prisma/cast";

export interface DemoOrganisation {
  name: string;
  number: string;
  domain: string;
  member: { name: string; email: string };
  isVerified: boolean;
}

const organisation = (name: string, number: string, domain: string, member: string | { name: string; email: string }, isVerified = true): DemoOrganisation => ({
  name, number, domain, isVerified,
  member: typeof member === "string" ? { name: member, email: `${member.split(" ")[0]?.toLowerCase()}@${domain}.example` } : { name: member.name, email: member.email },
});

/** A dozen invented organisations and the person who registered each. */
export const organisations: DemoOrganisation[] = [
  organisation("Tern & Tide Sensing", "AL-20417", "ternandtide", odile),
  organisation("Northquay Telecom", "AL-10988", "northquay", callum),
  organisation("Brisling Media", "AL-31550", "brisling", mei),
  organisation("Pellucid Counting", "AL-44102", "pellucid", "Signe Holm"),
  organisation("Wayfarer Kerb Systems", "AL-27763", "wayfarer", "Dario Bianchi"),
  organisation("Mossgate University", "AL-00031", "mossgate", "Fiona Achterberg"),
  organisation("Harbour Traders’ Association", "AL-15290", "harbourtraders", "Patrick Oyelaran"),
  organisation("Aldermouth Streets", "AL-00007", "streets", "Noor Haddad"),
  organisation("Brightwell Lighting", "AL-38821", "brightwell", "Greta Lund"),
  organisation("Cistern Water Services", "AL-12004", "cistern", "Samuel Iweala"),
  organisation("Kestrel Safety Systems", "AL-50318", "kestrel", "Agnes Moreau"),
  organisation("Little Auk Robotics", "AL-61177", "littleauk", "Jonas Petit", false),
];

type Goes = "draft" | "sent" | "withdrawn" | "in_review" | "changes" | "refused" | "active" | "scheduled" | "suspended" | "revoked";

export interface DemoDeployment {
  partner: string;
  title: string;
  purpose: Purpose;
  why: string;
  /** how long it is wanted, in days from today */
  days: number;
  devices: { name: string; make: string; model: string; serial: string; howMany: number }[];
  on: AssetClass;
  zone?: string;
  street?: string;
  plates?: string[];
  network: NetworkKind;
  collects: string[];
  identifies: Identifies;
  kept: string;
  shared: string;
  goes: Goes;
  officer?: "ines" | "priya" | "marguerite";
  reason: string;
  conditions?: string[];
  /** what residents are asked, and what some of them said */
  asks?: { about: string; said: string[] };
  /** why residents do not read where it is */
  withhold?: string;
  stopReason?: string;
}

/** With a serial number to begin with, each of them has its own: "T4-26-001" and so on. */
const device = (name: string, make: string, model: string, howMany: number, serial = "") => ({ name, make, model, serial, howMany });

interface Sheet {
  kg: string;
  size: string;
  power: (typeof powers)[number];
  watts: string;
  radio: (typeof radios)[number][];
  sockets: (typeof sockets)[number][];
  /** in so many days its maker stops putting flaws right; left out where nobody says */
  days?: number;
}
const sheet = (kg: string, size: string, power: Sheet["power"], watts: string, radio: Sheet["radio"], taps: Sheet["sockets"], days?: number): Sheet => ({ kg, size, power, watts, radio, sockets: taps, ...(days === undefined ? {} : { days }) });

/** What each model is, by make and model. What is not here its partner has not described. */
export const sheets: Record<string, Sheet> = {
  "Tern Tern 4 Outdoor": sheet("1.8", "28 × 18 × 12", "solar", "2.5", ["lorawan"], [], 2400),
  "Northquay NQ Street 2": sheet("9.5", "62 × 30 × 18", "mains", "180", ["cellular"], ["ethernet"], 2600),
  "Brisling Tally 1": sheet("1.1", "20 × 14 × 8", "mains", "9", ["wifi", "bluetooth"], ["usb"]),
  "Pellucid Iris 3": sheet("2.2", "26 × 16 × 14", "poe", "14", ["wifi"], ["ethernet", "memory_card"], 700),
  "Wayfarer Kerbsight 2": sheet("3.4", "32 × 20 × 18", "poe", "22", [], ["ethernet"], 1500),
  "Halden WS-10": sheet("14", "180 × 60 × 40", "solar", "6", ["lorawan"], ["debug_port"], 3000),
  "Halden Riser": sheet("2.6", "40 × 9 × 9", "battery", "0.2", ["lorawan"], [], 2200),
  "Corrigan AP 7": sheet("1.4", "24 × 24 × 6", "poe", "25", ["wifi"], ["ethernet"], 1400),
  "Lisse Beam 2": sheet("0.7", "16 × 8 × 6", "battery", "0.5", ["lorawan"], [], 1300),
  "Wayfarer Lanesight": sheet("4.2", "38 × 22 × 20", "poe", "28", [], ["ethernet"], 1600),
  "Lisse Loop 9": sheet("2", "30 × 20 × 9", "mains", "8", [], ["ethernet", "serial_port"], 2500),
  "Brightwell Dim 3": sheet("0.3", "9 × 9 × 11", "mains", "1.5", ["lorawan"], [], 4000),
  "Cistern Ear 2": sheet("1.2", "18 × 8 × 8", "battery", "0.1", ["lorawan"], [], 2300),
  "Kestrel Call 1": sheet("6.5", "50 × 26 × 16", "mains", "30", ["cellular"], ["buttons"], 1700),
  "Kestrel Splash": sheet("0.9", "14 × 10 × 8", "battery", "0.3", ["lorawan"], [], 1500),
  "Tern Hark 1": sheet("0.8", "18 × 12 × 8", "solar", "1", ["lorawan"], [], 1900),
  "Northquay NQ Reserve": sheet("38", "210 × 45 × 30", "mains", "400", ["cellular"], ["ethernet"], 3200),
  "Brisling Vitrine": sheet("18", "110 × 65 × 9", "mains", "120", ["wifi"], ["usb", "ethernet"], 900),
  "Wayfarer Kerbline": sheet("0.6", "12 × 12 × 6", "battery", "0.4", ["lorawan"], [], 1500),
  "Halden Murmur": sheet("1", "20 × 12 × 9", "solar", "1.2", ["lorawan"], ["memory_card"], 1200),
  "Cistern Brim": sheet("0.4", "12 × 7 × 5", "battery", "0.1", ["lorawan"], [], 1500),
  "Tern Gust 2": sheet("1.9", "45 × 40 × 20", "solar", "0.8", ["lorawan"], [], 2000),
  "Cistern Spindle": sheet("1.5", "22 × 10 × 10", "battery", "0.2", ["lorawan"], [], 2300),
};

interface Practice {
  security: { updates: string; watches: string; reacts: string; passwords: "changed" | "none" | "some_left"; ports: "closed" | "some_open"; exceptions: string };
  terms: { paid: string; others: string; contract: string };
  telephone: string;
}

/** The plan that comes with what sees people, point by point. */
export const securityPlan = {
  harm: "Whoever took a device over could see the street. Each sends to one address only, and a device that goes silent or speaks to another is noticed within minutes.",
  standards: "ETSI EN 303 645 for the devices, ISO/IEC 27001 for our operations, certified since 2024.",
  people: "Four technicians, each with an account and a key of their own. An account ends the day its owner leaves.",
  protection: "TLS 1.3 with a certificate for each device; disks are encrypted, their keys kept elsewhere.",
  cutOff: "From our operations room, within ten minutes, device by device. The box stays dark until the city allows it again.",
  tests: "A scan each week, a test by another company each year. What is grave is put right within seven days.",
  breach: "The city within 24 hours, the people concerned as soon as we know who they are.",
};

/** How each partner keeps its devices safe, and on which terms it is here. The same in all that it applies for. */
export const practices: Record<string, Practice> = {
  "Tern & Tide Sensing": {
    security: { updates: "Signed firmware over LoRaWAN, within 14 days of a flaw being known", watches: "Our operations room, with alerts from every gateway", reacts: "Within two hours, at any time", passwords: "none", ports: "closed", exceptions: "" },
    terms: { paid: "Nothing: the measurements are open data", others: "The environment office pays for two years of the study", contract: "AL-2026/031" }, telephone: "+44 555 0101",
  },
  "Northquay Telecom": {
    security: { updates: "From our network centre, in the night after they are tested", watches: "Our security centre, around the clock", reacts: "Within 15 minutes, at any time", passwords: "changed", ports: "closed", exceptions: "" },
    terms: { paid: "1,150 pounds for each pole", others: "Two other carriers rent capacity on the antennas", contract: "AL-2024/207" }, telephone: "+44 555 0112",
  },
  "Brisling Media": {
    security: { updates: "By hand when a fault is reported", watches: "The maker’s help desk", reacts: "On working days, within two days", passwords: "some_left", ports: "some_open", exceptions: "The USB socket stays open for service; the box is locked" },
    terms: { paid: "4,800 pounds", others: "Shops pay us for counts and for the screens", contract: "AL-2025/090" }, telephone: "+44 555 0123",
  },
  "Pellucid Counting": {
    security: { updates: "Over the city’s Wi-Fi, each month", watches: "One engineer, and a service in the evening", reacts: "Within four hours by day", passwords: "changed", ports: "some_open", exceptions: "The storage card can be pulled out; it is encrypted" },
    terms: { paid: "Nothing during the trial", others: "The traders of the market, 40 pounds a stall and month", contract: "" }, telephone: "+44 555 0134",
  },
  "Wayfarer Kerb Systems": {
    security: { updates: "Signed images over fibre, within 7 days of a flaw", watches: "A security firm on our behalf", reacts: "Within an hour, at any time", passwords: "changed", ports: "closed", exceptions: "" },
    terms: { paid: "6 % of what drivers pay for parking", others: "A navigation service buys which bays are free", contract: "AL-2025/144" }, telephone: "+44 555 0145",
  },
  "Mossgate University": {
    security: { updates: "Our technicians, every three months, and at once for a grave flaw", watches: "The university’s computing centre", reacts: "By day within two hours, at night the next morning", passwords: "none", ports: "closed", exceptions: "" },
    terms: { paid: "Nothing", others: "The national research council pays for the study", contract: "AL-2023/018" }, telephone: "+44 555 0156",
  },
  "Harbour Traders’ Association": {
    security: { updates: "The maker’s cloud updates them each month", watches: "The firm that looks after our kiosks", reacts: "Within a day", passwords: "changed", ports: "closed", exceptions: "" },
    terms: { paid: "300 pounds for the electricity", others: "The traders share the cost; nobody earns", contract: "" }, telephone: "+44 555 0167",
  },
  "Aldermouth Streets": {
    security: { updates: "From the traffic centre, once a month after a test on one signal", watches: "The traffic centre, around the clock", reacts: "Within half an hour, at any time", passwords: "changed", ports: "some_open", exceptions: "A service port in the locked cabinet, with a key for each technician" },
    terms: { paid: "Nothing: we are the city’s own", others: "Nobody", contract: "" }, telephone: "+44 555 0178",
  },
  "Brightwell Lighting": {
    security: { updates: "Over LoRaWAN, signed, twice a year and within 30 days of a flaw", watches: "Our control room, with an alarm for each lamp", reacts: "Within four hours, at any time", passwords: "none", ports: "closed", exceptions: "" },
    terms: { paid: "Nothing; the city pays us a fifth of the electricity it saves", others: "Nobody", contract: "AL-2022/066" }, telephone: "+44 555 0189",
  },
  "Cistern Water Services": {
    security: { updates: "By a technician in the duct, once a year", watches: "Our mains control room", reacts: "Within an hour, at any time", passwords: "changed", ports: "closed", exceptions: "" },
    terms: { paid: "Nothing, under the water concession", others: "Nobody", contract: "AL-2019/004" }, telephone: "+44 555 0110",
  },
  "Kestrel Safety Systems": {
    security: { updates: "Over the mobile network, within 3 days of a flaw", watches: "Our alarm centre, around the clock", reacts: "Within ten minutes, at any time", passwords: "changed", ports: "closed", exceptions: "" },
    terms: { paid: "Nothing; the city pays 90 pounds a help point and month", others: "The emergency services share the line", contract: "AL-2026/012" }, telephone: "+44 555 0121",
  },
};

export const deployments: DemoDeployment[] = [
  {
    partner: "Tern & Tide Sensing", title: "Air quality sensors, Lantern Row", purpose: "air_and_weather", days: 950, on: "light_pole", plates: ["HQ 0409", "HQ 0410", "HQ 0411", "HQ 0412", "HQ 0413", "HQ 0414"], network: "lorawan",
    why: "To see if the new bus lane makes the air in Lantern Row cleaner, two years before and after.",
    devices: [device("Air quality sensor", "Tern", "Tern 4 Outdoor", 6, "T4-26")],
    collects: ["Fine dust (PM2.5), in µg per m³", "Nitrogen dioxide, in µg per m³", "Temperature and humidity", "How well the sensor itself is working"],
    identifies: "no", kept: "10 years", shared: "Everyone: the measurements are open data", goes: "active", officer: "ines",
    reason: "The study answers a question that residents asked, the sensors see no people, and the poles can bear them. I add a limit so that it stays that way.",
    conditions: ["No microphone or camera may be added.", "Software flaws are fixed within 14 days.", "Firmware 4.2.1 is installed before switching on."],
  },
  {
    partner: "Northquay Telecom", title: "Mobile antennas, Tollgate Street", purpose: "phone_and_internet", days: 1800, on: "light_pole", street: "Tollgate Street", network: "fibre",
    why: "Phones lose their signal between the market and the tram stop; small antennas close the gap.",
    devices: [device("Mobile antenna", "Northquay", "NQ Street 2", 9, "NQS2-70")],
    collects: ["How many phones are connected, not whose", "Signal strength"], identifies: "anonymous", kept: "30 days", shared: "Nobody", goes: "suspended", officer: "priya",
    reason: "The gap in coverage is real and the load on the poles was computed.", conditions: ["The foundation of each pole is checked before mounting."],
    stopReason: "Two of the poles lean. The antennas stay off until their foundations are checked.",
  },
  {
    partner: "Brisling Media", title: "Phone counters, Tollgate Street", purpose: "traffic_and_parking", days: 300, on: "light_pole", street: "Tollgate Street", network: "wifi",
    why: "To count how many people pass the shops by the hour, without knowing who they are.",
    devices: [device("Phone counter", "Brisling", "Tally 1", 14)],
    collects: ["How many phones are near, each quarter of an hour"], identifies: "anonymous", kept: "3 days", shared: "The shops of the street", goes: "revoked", officer: "priya",
    reason: "Counting at once and forgetting is acceptable for the length of the study.", conditions: ["It counts phones and never records which."],
    stopReason: "The counters recorded which phones went past; the permit allows only how many. Brisling was asked twice to delete the records and did not.",
  },
  {
    partner: "Pellucid Counting", title: "Footfall counters in the Saltmarket", purpose: "traffic_and_parking", days: 400, on: "light_pole", street: "Saltmarket", network: "wifi",
    why: "To tell the traders how full the market is, hour by hour, with a camera that counts heads.",
    devices: [device("Footfall camera", "Pellucid", "Iris 3", 9)],
    collects: ["Pictures of the market, turned into a count"], identifies: "yes", kept: "24 hours", shared: "The traders of the market", goes: "refused", officer: "priya",
    reason: "We could not see why a camera is needed where a beam across the entrance would count as well.",
  },
  {
    partner: "Wayfarer Kerb Systems", title: "Parking cameras, Chandlers Quay", purpose: "traffic_and_parking", days: 700, on: "light_pole", street: "Chandlers Quay", network: "fibre",
    why: "To show drivers which bays are free, so that they circle less.",
    devices: [device("Parking camera", "Wayfarer", "Kerbsight 2", 12, "WKS-2200")],
    collects: ["Pictures of parked cars and their number plates"], identifies: "yes", kept: "3 days", shared: "The city’s parking office", goes: "active", officer: "priya",
    reason: "The bays are where most cars circle. Number plates are read only to end a stay and are gone after three days.",
    conditions: ["Pictures are deleted after 3 days.", "The field of view ends at the kerb.", "A sign stands at every entrance to the quay."],
  },
  {
    partner: "Mossgate University", title: "Weather stations on public roofs", purpose: "research", days: 1400, on: "rooftop", network: "lorawan",
    why: "To learn how much hotter the dense streets are than the edge of the city in summer.",
    devices: [device("Weather station", "Halden", "WS-10", 6)],
    collects: ["Temperature, wind, rain and sunshine"], identifies: "no", kept: "for ever, as a climate record", shared: "Everyone: the measurements are open data", goes: "active", officer: "priya",
    reason: "Useful, harmless and well described; the results are open.",
  },
  {
    partner: "Mossgate University", title: "Flood gauges, River Alder", purpose: "water_and_waste", days: 1100, on: "duct", network: "lorawan",
    why: "To warn the streets by the river an hour earlier when the water rises.",
    devices: [device("Flood gauge", "Halden", "Riser", 8, "HR-88")],
    collects: ["Height of the water, once a minute"], identifies: "no", kept: "10 years", shared: "Everyone", goes: "sent", reason: "",
    asks: {
      about: "The university would measure how high the Alder stands, at eight places below the street, so that the streets by the river are warned an hour earlier. Nobody is seen or heard. Would you want to be warned, and how?",
      said: ["Yes, please, and by a siren: my mother has no telephone that beeps.", "We had water in the cellar twice. An hour would have been enough to carry things upstairs."],
    },
  },
  {
    partner: "Harbour Traders’ Association", title: "Public Wi-Fi at the kiosks", purpose: "phone_and_internet", days: 700, on: "kiosk", network: "wifi",
    why: "Visitors ask for internet access at the harbour, and traders share its cost.",
    devices: [device("Wi-Fi access point", "Corrigan", "AP 7", 5, "CGN7-5A")],
    collects: ["How many devices are connected"], identifies: "anonymous", kept: "7 days", shared: "Nobody", goes: "sent", reason: "",
  },
  {
    partner: "Harbour Traders’ Association", title: "Footfall beams, Saltmarket", purpose: "traffic_and_parking", days: 500, on: "shelter", network: "lorawan",
    why: "To know when the market is full, with a beam of light that sees nobody.",
    devices: [device("Footfall beam", "Lisse", "Beam 2", 5)],
    collects: ["How often the beam is crossed"], identifies: "no", kept: "2 years", shared: "The city’s market office", goes: "active", officer: "priya",
    reason: "A beam counts without seeing anyone.",
  },
  {
    partner: "Aldermouth Streets", title: "Bus lane cameras, 4 shelters", purpose: "traffic_and_parking", days: 900, on: "shelter", network: "fibre",
    why: "Cars in the bus lane delay 11,000 passengers a day.",
    devices: [device("Bus lane camera", "Wayfarer", "Lanesight", 4, "WLS-0310")],
    collects: ["Pictures of vehicles in the bus lane, with their number plates"], identifies: "yes", kept: "14 days", shared: "The city’s traffic office", goes: "in_review", officer: "marguerite", reason: "",
  },
  {
    partner: "Aldermouth Streets", title: "Traffic counters at signal cabinets", purpose: "traffic_and_parking", days: 1500, on: "cabinet", network: "fibre",
    why: "Signals that know how much traffic waits can give buses and bicycles their turn sooner.",
    devices: [device("Traffic counter", "Lisse", "Loop 9", 18)],
    collects: ["How many vehicles and bicycles pass"], identifies: "no", kept: "5 years", shared: "Everyone", goes: "active", officer: "priya",
    reason: "Induction loops see metal, not people.",
  },
  {
    partner: "Brightwell Lighting", title: "Dimming controllers, Kilnmoor", purpose: "lighting", days: 2000, on: "light_pole", zone: "KM", network: "lorawan",
    why: "Lamps that dim when a street is empty save a third of the electricity.",
    devices: [device("Lamp controller", "Brightwell", "Dim 3", 16)],
    collects: ["Whether anything moves below the lamp", "How much electricity the lamp uses"], identifies: "no", kept: "1 year", shared: "Nobody", goes: "active", officer: "priya",
    reason: "Saves energy; the movement sensor cannot tell a person from a cat.",
  },
  {
    partner: "Brightwell Lighting", title: "Dimming controllers, Weirfields", purpose: "lighting", days: 2000, on: "light_pole", zone: "WF", network: "lorawan",
    why: "The same as in Kilnmoor, where residents asked that it be continued.",
    devices: [device("Lamp controller", "Brightwell", "Dim 3", 12)],
    collects: ["Whether anything moves below the lamp"], identifies: "no", kept: "1 year", shared: "Nobody", goes: "scheduled", officer: "priya",
    reason: "Works well in Kilnmoor. It begins once the lamps there have been measured.",
  },
  {
    partner: "Cistern Water Services", title: "Leak detectors in ducts", purpose: "water_and_waste", days: 1600, on: "duct", network: "lorawan",
    why: "A leaking main is heard at night weeks before it is seen.",
    devices: [device("Leak detector", "Cistern", "Ear 2", 10)],
    collects: ["The sound of water in the pipe, as a number"], identifies: "no", kept: "2 years", shared: "Nobody", goes: "active", officer: "priya",
    reason: "The detector hears the pipe, not the street; we checked one in the laboratory.", conditions: ["No sound is recorded or sent, only its strength."],
  },
  {
    partner: "Kestrel Safety Systems", title: "Help points at the tram stops", purpose: "safety", days: 800, on: "shelter", network: "cellular",
    why: "A button to press and speak to somebody when one feels unsafe at night.",
    devices: [device("Help point", "Kestrel", "Call 1", 6, "KC1-900")],
    collects: ["The voice of a person who pressed the button, while they speak"], identifies: "yes", kept: "7 days", shared: "The emergency services", goes: "changes", officer: "priya",
    reason: "Please say who may listen to a recording and how a person can have theirs deleted. Name somebody who answers at night.",
  },
  {
    partner: "Kestrel Safety Systems", title: "Fall alarms, river steps", purpose: "safety", days: 600, on: "light_pole", street: "Chandlers Quay", network: "lorawan",
    why: "To call help when somebody falls into the water at the river steps.",
    devices: [device("Fall alarm", "Kestrel", "Splash", 4)],
    collects: ["Whether something heavy hit the water"], identifies: "no", kept: "30 days", shared: "The emergency services", goes: "in_review", officer: "priya", reason: "",
  },
  {
    partner: "Tern & Tide Sensing", title: "Noise meters, Weighhouse Lane", purpose: "air_and_weather", days: 500, on: "light_pole", street: "Weighhouse Lane", network: "lorawan",
    why: "Residents complain of noise at night; the city wants to know how much and when.",
    devices: [device("Noise meter", "Tern", "Hark 1", 5, "TH1-26")],
    collects: ["How loud it is, in decibels, each second"], identifies: "no", kept: "5 years", shared: "Everyone", goes: "sent", reason: "",
  },
  {
    partner: "Tern & Tide Sensing", title: "Pollen traps, Mossgate", purpose: "air_and_weather", days: 365, on: "light_pole", zone: "MG", network: "lorawan",
    why: "To warn people with hay fever by the street and not only by the region.",
    devices: [device("Pollen trap", "Tern", "Catkin", 3)], collects: [], identifies: "no", kept: "", shared: "", goes: "draft", reason: "",
  },
  {
    partner: "Northquay Telecom", title: "Small cells, Southshore", purpose: "phone_and_internet", days: 1500, on: "light_pole", zone: "SS", network: "fibre",
    why: "The beach is full in summer and the network with it.",
    devices: [device("Small cell", "Northquay", "NQ Street 2", 11)],
    collects: ["How many phones are connected, not whose"], identifies: "anonymous", kept: "30 days", shared: "Nobody", goes: "sent", reason: "",
  },
  {
    partner: "Northquay Telecom", title: "Emergency call masts, Lantern Hill", purpose: "safety", days: 1500, on: "rooftop", network: "cellular",
    why: "The hill has no signal for emergency calls when the main mast fails.",
    devices: [device("Emergency mast", "Northquay", "NQ Reserve", 2)],
    collects: ["Whether the mast works"], identifies: "no", kept: "1 year", shared: "The emergency services", goes: "active", officer: "priya",
    reason: "A second path for emergency calls is in the public interest.",
  },
  {
    partner: "Brisling Media", title: "Information screens, kiosks", purpose: "information", days: 400, on: "kiosk", network: "wifi",
    why: "To show departures, weather and what is on in the city.",
    devices: [device("Information screen", "Brisling", "Vitrine", 4)],
    collects: ["Which page is shown"], identifies: "no", kept: "30 days", shared: "Nobody", goes: "withdrawn", reason: "",
  },
  {
    partner: "Wayfarer Kerb Systems", title: "Parking beams, Harbour Quarter", purpose: "traffic_and_parking", days: 600, on: "light_pole", zone: "HQ", network: "lorawan",
    why: "To know which loading bays are free without taking any picture.",
    devices: [device("Parking beam", "Wayfarer", "Kerbline", 10, "WKL-4100")],
    collects: ["Whether a bay is taken"], identifies: "no", kept: "1 year", shared: "Delivery firms, as open data", goes: "active", officer: "ines",
    reason: "It answers the question of the parking cameras without a camera.",
  },
  {
    partner: "Mossgate University", title: "Quiet-street study, Harbour Quarter", purpose: "research", days: 300, on: "light_pole", zone: "HQ", network: "lorawan",
    why: "To find out whether trees make a street measurably quieter.",
    devices: [device("Sound level meter", "Halden", "Murmur", 7, "HM-12")],
    collects: ["How loud it is, in decibels, each minute"], identifies: "no", kept: "10 years", shared: "Everyone", goes: "sent", reason: "",
  },
  {
    partner: "Cistern Water Services", title: "Fill-level sensors for bins", purpose: "water_and_waste", days: 700, on: "light_pole", zone: "LH", network: "lorawan",
    why: "To empty bins when they are full and not by the calendar.",
    devices: [device("Fill-level sensor", "Cistern", "Brim", 9)],
    collects: ["How full the bin is"], identifies: "no", kept: "1 year", shared: "The city’s cleaning office", goes: "active", officer: "priya",
    reason: "Saves journeys; it sees nothing but the inside of a bin.",
  },
  {
    partner: "Tern & Tide Sensing", title: "Wind gauges, Lantern Hill", purpose: "air_and_weather", days: 45, on: "light_pole", zone: "LH", network: "lorawan",
    why: "To warn of gusts before the awnings of the Saturday market are up.",
    devices: [device("Wind gauge", "Tern", "Gust 2", 3, "TG2-31")],
    collects: ["How strong the wind is, and from where"], identifies: "no", kept: "5 years", shared: "Everyone", goes: "active", officer: "priya",
    reason: "Small, light, and of use to whoever stands on the hill.",
  },
  {
    partner: "Brisling Media", title: "Queue counters, ferry landing", purpose: "traffic_and_parking", days: 300, on: "shelter", network: "lorawan",
    why: "To show at the landing how long the wait for the ferry is.",
    devices: [device("Queue counter", "Brisling", "Tally 3", 2, "BT3-08")],
    collects: ["How many people wait, as a number"], identifies: "no", kept: "30 days", shared: "Everyone", goes: "active", officer: "priya",
    reason: "A number and nothing else, where people have to wait in the rain.",
  },
  {
    partner: "Cistern Water Services", title: "Valve watch, Harbour Quarter", purpose: "water_and_waste", days: 500, on: "duct", zone: "HQ", network: "lorawan",
    why: "To see from the office whether a valve is open, and not by lifting a lid in the road.",
    devices: [device("Valve sensor", "Cistern", "Spindle", 6)],
    collects: ["Whether a valve is open"], identifies: "no", kept: "1 year", shared: "Nobody", goes: "sent", reason: "",
  },
  {
    partner: "Cistern Water Services", title: "Pressure gauges at the mains", purpose: "water_and_waste", days: 800, on: "duct", network: "lorawan",
    why: "When the pressure falls in the night, a main has burst, and somebody has to go there before the morning.",
    devices: [device("Pressure gauge", "Cistern", "Bar 4", 4)],
    collects: ["The pressure in the pipe, once a minute"], identifies: "no", kept: "2 years", shared: "Nobody", goes: "active", officer: "priya",
    reason: "A burst main is found in minutes instead of hours, and nobody is measured.",
    withhold: "Whoever knew at which points the pressure is watched could do harm to the water of a whole part of the city.",
  },
];
