import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { Notice } from "@/components/show/notice";
import { Register } from "@/components/show/register";
import { Tag } from "@/components/show/tag";
import { whenWords } from "@/app/staff/people/[id]/held-grants";
import { capabilities, isCapability } from "@/lib/access/capabilities";
import { holdersOf, holds, type HolderSeen } from "@/lib/people/queries";
import { limitsOf } from "@/lib/people/words";
import { signedIn } from "@/lib/session/current";
import { one } from "../../asked";
import { asksWords } from "../../policy-words";
import { shortWords } from "../../short-words";

export default async function CapabilityPage({ params, searchParams }: PageProps<"/staff/access/capabilities/[name]">) {
  const { name } = await params;
  const who = await signedIn(`/staff/access/capabilities/${name}`);
  if (!isCapability(name) || !holds(who, "examine", "Grant")) notFound();
  const { grants, more } = await holdersOf(who, name, one((await searchParams).after));
  const here = `/staff/access/capabilities/${name}`;
  const asks = asksWords(who.held.policy, name);
  return (
    <Page title={shortWords(name)} width="wide" crumbs={[{ to: "/staff/access", label: "Access" }, { to: "/staff/access/capabilities", label: "One permission" }, { label: shortWords(name) }]} lead={<p>Whoever holds it may {capabilities[name].words}.</p>}>
      {asks.length > 0 && <Notice>{asks.join(" ")}</Notice>}
      {grants.length === 0 ? (
        <Empty title="Nobody holds it">Whoever needs it can ask for it, or an access administrator gives it on the person’s page.</Empty>
      ) : (
        <Register
          queue
          caption="Who holds it"
          hideCaption
          columns={[{ head: "Person" }, { head: "Where" }, { head: "From, until" }, { head: "Given by" }, { head: "Stands" }]}
          rows={grants.map((grant) => ({ key: grant.id, cells: cellsOf(grant) }))}
        />
      )}
      {grants.length > 0 && (
        <p className="no-print">
          <a href={`${here}/holders.csv`}>Download as CSV</a>
        </p>
      )}
      <Pages {...(more ? { older: `${here}?after=${more}` } : {})} words={grants.length === 1 ? "1 permission" : `${grants.length} permissions`} />
    </Page>
  );
}

const cellsOf = (grant: HolderSeen) => [
  <span key="p">
    <a href={`/staff/people/${grant.person.id}/grants/${grant.id}`}>{grant.person.name}</a>
    <small>{grant.person.line}</small>
  </span>,
  limitsOf(grant).map(({ before, name }) => `${before} ${name}`).join(", ") || "the whole city, without a limit",
  whenWords(grant),
  <span key="g">
    {grant.givenBy?.name ?? (grant.origin === "setup" ? "Set-up" : "Themselves, in an emergency")}
    <small>{grant.reason}</small>
  </span>,
  <Tag key="t" record="grant" status={grant.status} />,
];
