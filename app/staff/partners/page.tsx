import { Page } from "@/components/page/page";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { Tag } from "@/components/show/tag";
import { partnersSeenBy } from "@/lib/partners/queries";
import { signedIn } from "@/lib/session/current";

export default async function Partners() {
  const partners = await partnersSeenBy(await signedIn("/staff/partners"));
  return (
    <Page title="Partners" width="wide" lead={<p>Those who wait to be checked stand first.</p>}>
      {partners.length === 0 ? (
        <Empty title="No partner to see">Organisations that register appear here for those who hold a grant to verify them.</Empty>
      ) : (
        <Register
          queue
          caption="Partners"
          hideCaption
          columns={[{ head: "Organisation" }, { head: "Status" }, { head: "Registration number" }, { head: "Applications", numeric: true }, { head: "Permits", numeric: true }]}
          rows={partners.map((partner) => ({ key: partner.id, cells: [<a key="a" href={`/staff/partners/${partner.id}`}>{partner.name}</a>, <Tag key="t" record="partner" status={partner.status} />, partner.registrationNumber, partner._count.applications, partner._count.permits] }))}
        />
      )}
    </Page>
  );
}
