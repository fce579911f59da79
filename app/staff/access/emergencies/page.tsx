import { ButtonLink } from "@/components/form/button";
import { Page } from "@/components/page/page";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { Tag } from "@/components/show/tag";
import { wordInstant } from "@/lib/core/calendar";
import { emergenciesSeenBy, holds } from "@/lib/people/queries";
import { grantSentence } from "@/lib/people/words";
import { asStaff } from "../as-staff";

export default async function Emergencies() {
  const who = await asStaff("/staff/access/emergencies");
  const taken = await emergenciesSeenBy(who);
  const { hours, ratifyHours } = who.held.policy.emergency;
  return (
    <Page title="Emergencies" width="wide" crumbs={[{ to: "/staff/access", label: "Access" }, { label: "Emergencies" }]} lead={<p>A few people may take a permission at once. Everyone concerned is told; it holds for {hours} hours at the most, and lapses unless a different person ratifies it within {ratifyHours} hours.</p>}>
      {holds(who, "take_emergency", "Grant") && (
        <p>
          <ButtonLink kind="danger" to="/staff/access/emergencies/take">
            Take a permission in an emergency
          </ButtonLink>
        </p>
      )}
      {taken.length === 0 ? (
        <Empty title="No emergency">What is taken in one stands here for ever, with what another person said of it.</Empty>
      ) : (
        <Register
          queue
          caption="What was taken, newest first"
          hideCaption
          columns={[{ head: "Who" }, { head: "What" }, { head: "When" }, { head: "Where it stands" }]}
          rows={taken.map((grant) => ({
            key: grant.id,
            cells: [
              <span key="p">
                <a href={`/staff/access/emergencies/${grant.id}`}>{grant.person.name}</a>
                <small>{grant.reason}</small>
              </span>,
              grantSentence({ ...grant, validUntil: null }),
              wordInstant(grant.createdAt),
              <span key="t">
                <Tag record="grant" status={grant.phase} />
                {grant.phase === "unratified" && grant.ratifyBy && <small>until {wordInstant(grant.ratifyBy)}</small>}
              </span>,
            ],
          }))}
        />
      )}
    </Page>
  );
}
