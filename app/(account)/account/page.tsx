import { redirect } from "next/navigation";
import { Button } from "@/components/form/button";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Notice } from "@/components/show/notice";
import { Register } from "@/components/show/register";
import { dayOf, wordInstant } from "@/lib/core/calendar";
import { ownGrants, ownSessions, ownStanding } from "@/lib/people/queries";
import { isMember, isStaff, signedIn } from "@/lib/session/current";
import { endOther } from "./end-other";
import { ownCalendar } from "@/lib/permits/dates";
import { OwnCalendar } from "./own-calendar";
import { OwnGrants } from "./own-grants";
import { OwnStanding } from "./own-standing";

export default async function Account({ searchParams }: PageProps<"/account">) {
  const who = await signedIn("/account");
  if ((await searchParams).welcome === "yes") {
    if (isStaff(who)) redirect("/staff");
    if (isMember(who)) redirect("/partner");
  }
  const isOfCity = isStaff(who) || !isMember(who);
  const [grants, sessions, standing] = await Promise.all([ownGrants(who), ownSessions(who), isOfCity ? ownStanding(who) : null]);
  return (
    <Page title={who.person.name} lead={<p>{who.person.line || who.person.email}</p>}>
      {!who.secondFactor && grants.some((grant) => grant.partnerId === null && grant.status === "active") && (
        <Notice kind="waiting" title="Your permissions as city staff sleep.">
          You signed in without a second factor. Ask an access administrator for a new start, and pair an authenticator app.
        </Notice>
      )}
      <OwnGrants grants={grants} held={who.held} />
      {standing && <OwnStanding standing={standing} personId={who.person.id} today={dayOf(new Date())} />}
      {isMember(who) && <OwnCalendar address={await ownCalendar(who)} personId={who.person.id} />}
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
