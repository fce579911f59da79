import { redirect } from "next/navigation";
import { Button } from "@/components/form/button";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Empty } from "@/components/show/empty";
import { Notice } from "@/components/show/notice";
import { Register } from "@/components/show/register";
import { Tag } from "@/components/show/tag";
import { wordInstant } from "@/lib/core/calendar";
import { ownGrants, ownSessions } from "@/lib/people/queries";
import { isMember, isStaff, signedIn } from "@/lib/session/current";
import { endOther } from "./end-other";

export default async function Account({ searchParams }: PageProps<"/account">) {
  const who = await signedIn("/account");
  if ((await searchParams).welcome === "yes") {
    if (isStaff(who)) redirect("/staff");
    if (isMember(who)) redirect("/partner");
  }
  const [grants, sessions] = await Promise.all([ownGrants(who), ownSessions(who)]);
  const inForce = grants.filter((grant) => grant.status === "active" || grant.status === "scheduled");
  return (
    <Page title={who.person.name} lead={<p>{who.person.line || who.person.email}</p>}>
      {!who.secondFactor && grants.some((grant) => grant.partnerId === null && grant.status === "active") && (
        <Notice kind="waiting" title="Your permissions as city staff sleep.">
          You signed in without a second factor. Ask an access administrator for a new start, and pair an authenticator app.
        </Notice>
      )}
      <Section title="What you may do">
        {inForce.length === 0 ? (
          <Empty title="You hold no permission yet">An access administrator gives them, to you by name. Until then you can read what is public.</Empty>
        ) : (
          <Register
            caption="Your grants"
            hideCaption
            columns={[{ head: "You may" }, { head: "Given by" }, { head: "Reason" }, { head: "Status" }]}
            rows={inForce.map((grant) => ({ key: grant.id, cells: [grant.words, grant.givenBy?.name ?? (grant.origin === "setup" ? "At set-up" : "By registering"), grant.reason, <Tag key="t" record="grant" status={grant.status} />] }))}
          />
        )}
      </Section>
      <Section title="Where you are signed in">
        <Register
          caption="Your sessions"
          hideCaption
          columns={[{ head: "Browser" }, { head: "Since" }, { head: "Last used" }, { head: "End" }]}
          rows={sessions.map((session) => ({
            key: session.id,
            cells: [
              session.browser.match(/(Firefox|Edg|Chrome|Safari)/)?.[0]?.replace("Edg", "Edge") ?? "A browser",
              wordInstant(session.createdAt),
              wordInstant(session.lastSeenAt),
              session.id === who.sessionId ? (
                "This one"
              ) : (
                <form key="f" action={endOther}>
                  <input type="hidden" name="session" value={session.id} />
                  <Button kind="plain">End it</Button>
                </form>
              ),
            ],
          }))}
        />
      </Section>
    </Page>
  );
}
