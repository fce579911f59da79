/** The kinds of public asset the register knows. Closed: a new kind is a decision, not a spelling. */
export const assetClasses = [
  "light_pole",
  "traffic_pole",
  "cabinet",
  "shelter",
  "kiosk",
  "rooftop",
  "duct",
  "other",
] as const;

export type AssetClass = (typeof assetClasses)[number];

/** True when the text is one of the closed asset classes, exactly as written. */
export function isAssetClass(text: string): text is AssetClass {
  return (assetClasses as readonly string[]).includes(text);
}

// First match wins, so "traffic light" is tried before "light" and "lichtkast" never reads as a cabinet.
const wordsForClass: [AssetClass, RegExp][] = [
  [
    "traffic_pole",
    /\btraffic ?(light|signal|pole|mast|sign)|\bsignal (pole|mast|head)|\bverkeers(licht|mast|lantaarn|paal)|\bvri\b|\b(verkehrs)?ampel|\bfeux? (tricolore|de circulation)|\bsemaforo/,
  ],
  [
    "light_pole",
    /\b(street|pole|park|public) ?(light|lighting|lamp)|\bl(ight|amp|ighting) ?(pole|post|standard|column|mast)|\blampposts?\b|\bstreetlights?\b|lantaarn|licht ?mast|lichtpunt|openbare verlichting|\bluminaire|\blampadaire|\bfarola|\blampione|(strassen)?laternen?\b|strassenleuchte|^(street ?)?lights?$/,
  ],
  ["shelter", /\bshelters?\b|\babri|\b(bus|tram) ?(stop|halte)|\bhaltes?\b|wartehalle|haltestelle|\babribus|\barret de bus|\bparada\b/],
  ["kiosk", /\bkiosks?\b|\bkiosque|\bkiosko|\blink ?(nyc|5g|1 0|\d)|\bpay ?phones?\b|\bphone (booth|box)|telefooncel|\btotems?\b|\bzuil(en)?\b/],
  ["cabinet", /\bcabinets?\b|\b(schakel|verdeel|straat|meter|nuts)?kast(en)?\b|schaltschrank|verteilerkasten|\barmoire|\barmario|\butility box/],
  ["rooftop", /\broof ?(top)?s?\b|\b(plat ?)?dak(en)?\b|\bdach|\btoit|\bazotea|\btetto/],
  ["duct", /\bducts?\b|\bconduits?\b|\bman ?holes?\b|\bhand ?holes?\b|mantelbui|kabelgoot|leerrohr|kabelschacht|\bfourreau/],
  ["other", /^(other|overige?|anders|misc(ellaneous)?|autres?|sonstiges?|otros?|altro)$/],
];

/**
 * Guesses the asset class from the words a city used ("STREETLIGHT", "Lantaarnpaal", "LinkNYC kiosk", a file name).
 * Returns undefined when the words name nothing in particular, so that a person is asked instead of being guessed for.
 */
export function guessAssetClass(words: string): AssetClass | undefined {
  if (words.length > 200) return undefined;
  const asWritten = words.trim().toLowerCase();
  if (isAssetClass(asWritten)) return asWritten;
  const plain = words
    .replace(/ß/g, "ss")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
  return wordsForClass.find(([, pattern]) => pattern.test(plain))?.[0];
}
