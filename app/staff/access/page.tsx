import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Empty } from "@/components/show/empty";
import { wordDay } from "@/lib/core/calendar";
import { holds, questionsFor, requestsSeenBy, waitingFor } from "@/lib/people/queries";
import type { Who } from "@/lib/session/current";
import { RequestList } from "./request-list";
import { asStaff } from "./as-staff";

export default async function Access() {
  const who = await asStaff("/staff/access");
  const [{ requests: asked }, { emergencies, trainings }, questions] = await Promise.all([requestsSeenBy(who, "waiting"), waitingFor(who), questionsFor(who)]);
  const nothing = asked.length + emergencies + questions === 0;
  return (
    <Page title="Access" width="wide" lead={<p>Who may do what, given by whom and until when. Every permission belongs to one person, by name.</p>}>
      <Section title="Waits for you">
        {nothing && (
          <Empty title="Nothing waits for you" lamp>
            What people ask for, and what is taken in an emergency, appears here when you may answer it.
          </Empty>
        )}
        {emergencies > 0 && (
          <p>
            <a href="/staff/access/emergencies">{emergencies === 1 ? "1 emergency waits to be looked at" : `${emergencies} emergencies wait to be looked at`}</a>
          </p>
        )}
        {questions > 0 && (
          <p>
            <a href="/staff/access/reviews">{questions === 1 ? "1 question of a review waits for your answer" : `${questions} questions of a review wait for your answer`}</a>
          </p>
        )}
        {asked.length > 0 && <RequestList requests={asked} caption="Askings that wait for you" />}
      </Section>
      {trainings.length > 0 && (
        <Section title="Trainings that run out within 30 days">
          <ul className="zone-key">
            {trainings.map((training) => (
              <li key={training.id}>
                <b>
                  <a href={`/staff/people/${training.person.id}#training`}>{training.person.name}</a>
                </b>
                “{training.course}” holds until {wordDay(training.validUntilOn)}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Look and ask">
        <ul className="ways-in">
          {doors(who).map((door) => (
            <li key={door.to}>
              <a href={door.to}>{door.label}</a>
              <p>{door.words}</p>
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  );
}

/** Only the doors that open for this person. */
function doors(who: Who): { to: string; label: string; words: string }[] {
  const [grants, people] = [holds(who, "examine", "Grant"), holds(who, "examine", "Person")];
  const all: [boolean, string, string, string][] = [
    [true, "requests", "Askings and proposals", "What was asked for and proposed, with its answer."],
    [true, "ask", "Ask for a permission", "For some hours, with the reason."],
    [true, "emergencies", "Emergencies", "What was taken at once, and what another person said of it."],
    [grants, "matrix", "People and permissions", "Everyone’s permissions at a glance, to print or download."],
    [grants, "capabilities", "One permission", "Who holds it, where and until when."],
    [grants, "who-could", "Who could, and when", "Who could do something there on any day since the beginning."],
    [people, "explain", "May they, and why", "One person, one act, one case: allowed by what, or missing what."],
    [holds(who, "examine", "Review"), "reviews", "Reviews", "Is each permission still needed?"],
    [true, "policy", "The rules of access", "What needs a second person, a training, a fresh code; what is kept apart."],
    [holds(who, "examine", "LedgerEntry"), "denied", "Denied attempts", "Who tried what, on what, and why it was refused."],
  ];
  return all.filter(([open]) => open).map(([, path, label, words]) => ({ to: `/staff/access/${path}`, label, words }));
}
