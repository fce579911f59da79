import { csvLine, csvOf, notForYou } from "@/app/staff/access/csv";
import { staffCapabilities } from "@/lib/access/capabilities";
import { holds, matrixOf, type MatrixRow } from "@/lib/people/queries";
import { limitsOf, untilWords } from "@/lib/people/words";
import { currentPerson, type Who } from "@/lib/session/current";

/** The matrix of everyone whom the reader may see, as a file. */
export async function GET() {
  const who = await currentPerson();
  if (!who || !holds(who, "examine", "Grant") || !holds(who, "examine", "Person")) return notForYou();
  return csvOf("people-and-permissions.csv", pieces(who));
}

async function* pieces(who: Who) {
  yield `\uFEFF${csvLine(["person", "line", ...staffCapabilities])}`;
  let after: string | undefined;
  do {
    const page: { people: MatrixRow[]; more: string | undefined } = await matrixOf(who, { after, take: 200 });
    yield page.people.map((person) => csvLine([person.name, person.line, ...staffCapabilities.map((name) => cellOf(person, name))])).join("");
    after = page.more;
  } while (after);
}

const cellOf = (person: MatrixRow, name: string): string =>
  person.grants
    .filter(({ capability }) => capability === name)
    .map((grant) => [limitsOf(grant).map((limit) => limit.name).join(", ") || "everywhere", ...(grant.validUntil ? [`until ${untilWords(grant.validUntil)}`] : [])].join(", "))
    .join("; ");
