import { expect, test, type APIResponse, type Page } from "@playwright/test";
import pg from "pg";
import { windowOf } from "./walk";

// People whom no other journey acts as (Hanne closes one account elsewhere), so that an entry in the ledger under their name is this journey's doing.
const people = [
  { name: "Hanne Solberg-Ito", from: ["/staff", "/staff/people", "/staff/access", "/account"] },
  { name: "Joaquim Brandt", from: ["/staff/people", "/staff/access", "/staff/access/requests"] },
  { name: "Mei Tanaka", from: ["/partner", "/partner/permits", "/partner/members"] },
  { name: null, from: ["/", "/register", "/sign-in", "/devices"] },
];
const pagesEach = 14;
const mutantsEach = 24;

interface Form {
  at: string;
  fields: [name: string, value: string][];
}

/** The forms of a page as a browser without scripts would send them. */
const formsOf = (page: Page): Promise<Form[]> =>
  page.locator("form").evaluateAll((forms) =>
    (forms as HTMLFormElement[])
      .filter((form) => form.method === "post")
      .map((form) => ({ at: location.pathname + location.search, fields: [...new FormData(form)].map(([name, value]): [string, string] => [name, typeof value === "string" ? value : ""]) })),
  );

/** Pages that can be reached from some, breadth first, without leaving the portal or signing out. */
async function formsAround(page: Page, from: string[]): Promise<Form[]> {
  const [seen, waiting, forms] = [new Set<string>(), [...from], [] as Form[]];
  while (waiting.length > 0 && seen.size < pagesEach) {
    const path = waiting.shift() ?? "";
    const shape = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|LP-[0-9A-Z-]+/g, "…").split("?")[0] ?? "";
    if (seen.has(shape)) continue;
    seen.add(shape);
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBeLessThan(500);
    forms.push(...(await formsOf(page)));
    waiting.push(...(await page.locator("main a[href^='/']:not([download])").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""))).filter((href) => !/\.(csv|json|geojson|ics)|\/api\/|#/.test(href)));
  }
  return forms;
}

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const nobody = "01890000-0000-7000-8000-000000000000";
const odd = ["", "-1", "1e309", "NaN", "{}", '{"not":""}', "[object Object]", "' OR 1=1 --", "<script>x</script>", "%00", "\u0001", "../../etc/passwd", nobody, "x".repeat(200_000), "constructor", "__proto__", "true", "null"];

/** A form bent so that no rule can take it: fields doubled, nested, emptied, exchanged, added; ids of others; actions that do not exist. */
function bend({ fields }: Form, pick: (below: number) => number): FormData {
  const data = new FormData();
  const way = pick(6);
  const target = pick(Math.max(1, fields.length));
  fields.forEach(([name, value], index) => {
    const isAction = name.startsWith("$ACTION");
    if (isAction && way === 0) return data.append(name.replace(/[0-9a-f]{8}/, "deadbeef"), value.replace(/[0-9a-f]{8}/, "deadbeef"));
    if (isAction && way === 1 && index % 2 === 0) return data.append(name, odd[pick(odd.length)] ?? "");
    if (!isAction && way === 2) data.append(`${name}[not]`, value);
    if (!isAction && way === 3) data.append(name, value);
    if (!isAction && (index === target || way === 4)) return data.append(name, odd[pick(odd.length)] ?? "");
    data.append(name, /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value) ? nobody : value);
  });
  // Whatever else is right about it, this field is asked for by no form.
  data.append(["status", "origin", "grantId2", "__proto__[x]", "actorId"][pick(5)] ?? "status", "approved");
  return data;
}

const leaks = /PrismaClient|node_modules|at Object\.|at async |SELECT .* FROM|password(Hash|_hash)|totpSecret|DATABASE_URL/;

async function isHarmless(answer: APIResponse, what: string): Promise<void> {
  expect(answer.status(), what).toBeLessThan(500);
  expect(await answer.text(), what).not.toMatch(leaks);
}

test("whatever is sent to a form or an address, nothing is written, nothing leaks, and nothing breaks", async ({ browser }) => {
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  const names = people.flatMap(({ name }) => name ?? []);
  const written = async () =>
    (await client.query<{ name: string; entry: string }>(`SELECT p.name, e.name AS entry FROM "LedgerEntry" e JOIN "Person" p ON p.id = e."actorId" WHERE p.name = ANY ($1) AND e.name NOT IN ('attempt.denied', 'person.deactivated') AND e."causeId" IS NULL ORDER BY e.id`, [names])).rows.length;
  const before = await written();
  let sent = 0;
  for (const { name, from } of people) {
    const page = await windowOf(browser, name, { javaScriptEnabled: false });
    const forms = await formsAround(page, from);
    expect(forms.length, name ?? "a visitor").toBeGreaterThan(0);
    const origin = new URL(page.url()).origin;
    const pick = numbers(7 + names.indexOf(name ?? ""));
    for (const form of forms) {
      // Signing out and in is a form too, and would change who sends the rest.
      if (form.fields.length <= 1 || form.at.startsWith("/sign-in")) continue;
      for (let mutant = 0; mutant < mutantsEach; mutant++) {
        const to = mutant === 9 ? "/devices" : form.at;
        await isHarmless(await page.request.post(to, { multipart: bend(form, pick), headers: { origin }, maxRedirects: 0 }), `${name ?? "a visitor"} sends to ${to}`);
        sent++;
      }
    }
    for (const headers of [{ "next-action": "0".repeat(42) }, { "next-action": "../../x" }, { "next-action": "x".repeat(4_000) }, { "content-type": "application/json" }] as Record<string, string>[]) {
      await isHarmless(await page.request.post("/staff/people", { data: '["$K1",{"not":""}]', headers: { origin, ...headers }, maxRedirects: 0 }), JSON.stringify(headers).slice(0, 80));
    }
    for (const path of ["/devices?find[]=x&zone=%00&view=1,2,3,NaN&before=x", `/devices?find=${"x".repeat(3_000)}`, "/devices.csv?zone='", "/devices.geojson?view=a", "/devices/%00", "/devices/..%2f..%2fetc", `/staff/people/${nobody}`, "/staff/people/x", "/staff/cases/LP-0000-0000", "/staff/cases/%27", "/assets/%00", "/assets/%E0%A4%A", "/enrol/x", "/api/auth/session?x[]=1", "/api/health?x=1", "/api/cases/LP-0000-0000", "/api/cases/%00", "/staff/permits.csv?find=%00", "/staff/ledger?before=x&name=constructor&actorId=x", "/staff/people?after=x&find=%25", "/staff?view=constructor&after=%00", `/staff/access/who-could?capability=constructor&on=9999-99-99`, "/staff/access/explain?person=x&act=x&on=x", "/staff/access/ask?capability=constructor&zone=x&page=//evil.example"]) {
      await isHarmless(await page.request.get(path, { maxRedirects: 0 }), `${name ?? "a visitor"} asks for ${path.slice(0, 80)}`);
    }
    await page.context().close();
  }
  expect(sent).toBeGreaterThan(200);
  expect(await written()).toBe(before);
  const { rows } = await client.query(`SELECT 1 FROM "Partner" WHERE name ILIKE '%script%' OR name = 'constructor'`);
  expect(rows).toEqual([]);
  await client.end();
});
