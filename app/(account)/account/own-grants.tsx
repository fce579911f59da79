import { Section } from "@/components/page/section";
import { Disclosure } from "@/components/show/disclosure";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { Tag } from "@/components/show/tag";
import type { Held } from "@/lib/access/ability";
import { capabilities, isCapability } from "@/lib/access/capabilities";
import type { ownGrants } from "@/lib/people/queries";

type Own = Awaited<ReturnType<typeof ownGrants>>;

/** What one may do, what sleeps and what wakes it, and what is over. */
export function OwnGrants({ grants, held }: { grants: Own; held: Held }) {
  const inForce = grants.filter((grant) => grant.status === "active" || grant.status === "scheduled");
  const over = grants.filter((grant) => !inForce.includes(grant));
  const asleep = new Map(held.dormant.map((each) => [each.grant.id, each]));
  return (
    <Section title="What you may do">
      {inForce.length === 0 ? (
        <Empty title="You hold no permission yet">An access administrator gives them, to you by name. Until then you can read what is public.</Empty>
      ) : (
        <Register
          queue
          caption="Your grants"
          hideCaption
          columns={[{ head: "You may" }, { head: "Given by" }, { head: "Reason" }, { head: "Status" }]}
          rows={inForce.map((grant) => ({
            key: grant.id,
            cells: [grant.words, giver(grant), grant.reason, <Standing key="s" grant={grant} asleep={asleep.get(grant.id)} />],
          }))}
        />
      )}
      {over.length > 0 && (
        <Disclosure summary={over.length === 1 ? "1 that is over" : `${over.length} that are over`}>
          <ul>
            {over.map((grant) => (
              <li key={grant.id}>
                {grant.words}
                {grant.endReason && `: ended, ${grant.endReason}`}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </Section>
  );
}

const giver = (grant: Own[number]): string => grant.givenBy?.name ?? { setup: "At set-up", registration: "By registering", emergency: "You, in an emergency", asked: "On your asking", given: "Somebody" }[grant.origin];

function Standing({ grant, asleep }: { grant: Own[number]; asleep: Held["dormant"][number] | undefined }) {
  if (asleep) {
    const what = isCapability(grant.capability) && capabilities[grant.capability].for === "staff" ? "City staff always need one." : "";
    return (
      <>
        <Tag record="grant" status="asleep" words={asleep.because === "training" ? "Asleep: training lapsed" : "Asleep: no second factor"} />
        <small>{asleep.because === "training" ? `It needs “${asleep.training}”. Speak to whoever records training.` : `You signed in without a code from an app. ${what} Ask an access administrator for a new start.`}</small>
      </>
    );
  }
  const isWaiting = grant.origin === "emergency" && !grant.ratification;
  return <Tag record="grant" status={isWaiting ? "unratified" : grant.status} />;
}
