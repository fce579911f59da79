import { assetClasses, isAssetClass, type AssetClass } from "@/lib/assets/reading/asset-class";
import type { Mapping } from "@/lib/assets/reading/mapping";
import { crsChoices, tidyCrs } from "@/lib/assets/reading/projection";

/** The command was written in a way that cannot be meant; the message says what to write instead. */
export class WrongUse extends Error {
  override name = "WrongUse";
}

export interface ImportCommand {
  file: string;
  /** What was said about columns; "" says that no column holds it. */
  mapping: Partial<Mapping>;
  assetClass?: AssetClass;
  agency?: string;
  crs?: string;
  swapped?: boolean;
  as?: string;
  dryRun: boolean;
}

const mapped = ["id", "lat", "lon", "point", "class", "owner", "place"] as const satisfies (keyof Mapping)[];

export const usage = `Brings a file of assets (poles, cabinets, kiosks …) into the city's register.

  npm run assets:import -- FILE [options]

FILE is CSV or GeoJSON, up to 512 MB. Lamppost looks at it first, guesses which column holds what and in which
coordinate system the positions are, shows that with three rows, and then imports. An asset that is known already,
by the number on its plate, is brought up to date; importing a file again changes nothing. Rows that cannot be taken
are left out, told, and written to a file beside it (poles.csv: poles-problems.csv) to mend and bring again.

  --map NAME=COLUMN,…   which column holds what, where the guess is wrong. The names are:
                        id     the number on the plate        point  both in one, such as "(52.1, 4.3)"
                        lat    latitude, or northing          class  what kind of asset it is
                        lon    longitude, or easting          owner  the agency that owns it
                        place  an address or description      NAME= with nothing after it: no column holds it
  --class CLASS         the kind of every asset whose row does not say: ${assetClasses.slice(0, 4).join(", ")},
                        ${assetClasses.slice(4).join(", ")}
  --agency NAME         the agency that owns all of these assets. A new name becomes a new agency.
  --crs EPSG:CODE       the coordinate system of the positions, such as EPSG:4326 for degrees
  --swap, --no-swap     the two halves of every position stand the wrong way round, or they do not
  --as EMAIL            the person who imports; the ledger names them. May be left out where only one person may.
  --dry-run             look, read every row and tell what would come of it; write nothing
  --help                this page

Examples
  npm run assets:import -- poles.csv --agency "Street Lighting" --class light_pole --dry-run
  npm run assets:import -- export.csv --map "id=Plate no,lat=Y,lon=X,owner=Owner" --crs EPSG:28992 --as yusuf@city.example

It ends with 0 when every row was taken, 1 when the import was refused or failed, 2 when the command is not
understood, 3 when it is done but rows were left out.
`;

const known = {
  "--map": "value",
  "--class": "value",
  "--agency": "value",
  "--crs": "value",
  "--as": "value",
  "--swap": "flag",
  "--no-swap": "flag",
  "--dry-run": "flag",
} as const;
type Option = keyof typeof known;

const isOption = (word: string): word is Option => Object.hasOwn(known, word);

/** Takes "id=Plate no,lat=Y" apart. A comma parts two columns only where a name follows it: names of columns may hold commas. */
function readMapping(words: string): Partial<Mapping> {
  const parts = words.split(new RegExp(`,\\s*(?=(?:${mapped.join("|")})\\s*=)`));
  return Object.fromEntries(
    parts.map((part) => {
      const [name = "", ...column] = part.split("=");
      const field = mapped.find((each) => each === name.trim());
      if (!field || column.length === 0) throw new WrongUse(`--map does not understand “${part}”. Write NAME=COLUMN, where NAME is one of ${mapped.join(", ")}.`);
      return [field, column.join("=").trim()];
    }),
  );
}

/** Reads the words of the command; null asks for help. @throws {WrongUse} */
export function readCommand(words: readonly string[]): ImportCommand | null {
  if (words.length === 0 || words.includes("--help") || words.includes("-h")) return null;
  const command: ImportCommand = { file: "", mapping: {}, dryRun: false };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (!word.startsWith("--")) {
      if (command.file) throw new WrongUse(`One file at a time: ${command.file} or ${word}.`);
      command.file = word;
      continue;
    }
    const cut = word.indexOf("=");
    const option = cut < 0 ? word : word.slice(0, cut);
    if (!isOption(option)) throw new WrongUse(`There is no option ${option}. Run it with --help to see which there are.`);
    const value = cut < 0 && known[option] === "value" ? words[++at] : word.slice(cut + 1);
    if (known[option] === "value" && (!value || value.startsWith("--"))) throw new WrongUse(`${option} needs something after it. Run it with --help to see what.`);
    if (known[option] === "flag" && cut >= 0) throw new WrongUse(`${option} takes nothing after it.`);
    take(command, option, (value ?? "").trim());
  }
  if (!command.file) throw new WrongUse("Name the file to import.");
  return command;
}

function take(command: ImportCommand, option: Option, value: string): void {
  switch (option) {
    case "--map":
      command.mapping = { ...command.mapping, ...readMapping(value) };
      break;
    case "--class":
      if (!isAssetClass(value)) throw new WrongUse(`There is no kind of asset called ${value}. Choose one of ${assetClasses.join(", ")}.`);
      command.assetClass = value;
      break;
    case "--crs":
      command.crs = tidyCrs(value);
      if (!command.crs) throw new WrongUse(`Lamppost cannot convert positions from ${value}. It knows ${crsChoices.map(({ code }) => code).join(", ")} and the UTM zones.`);
      break;
    case "--agency":
      command.agency = value;
      break;
    case "--as":
      command.as = value.toLowerCase();
      break;
    case "--swap":
      command.swapped = true;
      break;
    case "--no-swap":
      command.swapped = false;
      break;
    case "--dry-run":
      command.dryRun = true;
      break;
  }
}
