import { Page } from "@/components/page/page";
import { Empty } from "@/components/show/empty";
import { Ref } from "@/components/show/ref";
import { Register } from "@/components/show/register";
import { Tag } from "@/components/show/tag";
import { wordDay } from "@/lib/core/calendar";
import { ownPermits } from "@/lib/permits/queries";
import { signedIn } from "@/lib/session/current";

export default async function Permits() {
  const permits = await ownPermits(await signedIn("/partner/permits"));
  return (
    <Page title="Permits" lead={<p>What the city allows you, and until when.</p>}>
      {permits.length === 0 ? (
        <Empty title="No permits yet">When an application is approved, its permit stands here. <a href="/partner">See your applications</a></Empty>
      ) : (
        <Register
          caption="Permits, newest first"
          hideCaption
          columns={[{ head: "Permit" }, { head: "Status" }, { head: "Devices", numeric: true }, { head: "Until" }]}
          rows={permits.map((permit) => ({
            key: permit.id,
            cells: [
              <span key="a">
                <a href={`/partner/permits/${permit.reference}`}>{permit.title}</a>
                <small>
                  <Ref>{permit.reference}</Ref>
                </small>
              </span>,
              <Tag key="t" record="permit" status={permit.standing} />,
              permit._count.devices,
              wordDay(permit.expiresOn),
            ],
          }))}
        />
      )}
    </Page>
  );
}
