import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { holds, matrixOf, type MatrixRow } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { one } from "../asked";
import { MatrixTable } from "./matrix-table";

export default async function Matrix({ searchParams }: PageProps<"/staff/access/matrix">) {
  const who = await signedIn("/staff/access/matrix");
  if (!holds(who, "examine", "Grant") || !holds(who, "examine", "Person")) notFound();
  const after = one((await searchParams).after);
  const { people, more }: { people: MatrixRow[]; more: string | undefined } = await matrixOf(who, { after });
  return (
    <Page title="People and permissions" width="wide" crumbs={[{ to: "/staff/access", label: "Access" }, { label: "Matrix" }]} lead={<p>What everyone holds now, person by person. Each mark names how far it reaches and leads to the permission.</p>}>
      {people.length === 0 ? <Empty title="Nobody holds anything that you may see">Give a permission on a person’s page, and it appears here.</Empty> : <MatrixTable people={people} />}
      <p className="no-print">
        <a href="/staff/access/matrix/matrix.csv">Download as CSV</a>
      </p>
      <Pages {...(after ? { newer: "/staff/access/matrix" } : {})} {...(more ? { older: `/staff/access/matrix?after=${more}` } : {})} words={people.length === 1 ? "1 person" : `${people.length} people`} />
    </Page>
  );
}
