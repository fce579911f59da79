import { ButtonLink } from "@/components/form/button";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Unsent } from "@/components/page/unsent";
import { Notice } from "@/components/show/notice";
import { Pegs } from "@/components/show/pegs";
import { Ref } from "@/components/show/ref";
import { Summary } from "@/components/show/summary";
import { Tag } from "@/components/show/tag";
import { Tasks } from "@/components/show/tasks";
import { SubmissionFacts } from "@/app/submission-facts";
import { OwnAppeals } from "@/app/partner/appeals/own-appeals";
import { takeBackOnApplication } from "@/app/partner/appeals/actions";
import { appealableUntil, ownAppeals } from "@/lib/appeals/queries";
import { groundWords, type Ground } from "@/lib/hearings/words";
import { filesOn } from "@/lib/files/queries";
import { NoticesOn } from "@/app/notices-on";
import { HistoryOf } from "@/app/history-of";
import { dutyKinds } from "@/lib/applications/duties";
import { ownDuties, ownTimeline } from "@/lib/applications/queries";
import { isOpen } from "@/lib/applications/lifecycle";
import { clockOf, devicesOf, firstIncomplete, isPartOpen, sectionStatus } from "@/lib/applications/rules";
import { sectionNames, type SectionName } from "@/lib/applications/schema";
import { followWords, sectionWords } from "@/lib/applications/words";
import { dayOf, wordDay } from "@/lib/core/calendar";
import { city } from "@/lib/core/city";
import { signaturesOf } from "@/lib/partners/queries";
import { termsAt } from "@/lib/partners/terms";
import { load } from "./load";

export default async function Application({ params }: PageProps<"/partner/applications/[reference]">) {
  const loaded = await load(params);
  const { who, application, here, isWritable } = loaded;
  const timeline = await ownTimeline(who, application);
  const crumbs = [{ to: "/partner", label: "Applications" }, { label: application.title }];
  if (!isWritable) return <Sent loaded={loaded} timeline={timeline} crumbs={crumbs} />;

  const { draft } = application;
  const statuses = Object.fromEntries(sectionNames.map((name) => [name, sectionStatus(draft, name)])) as Record<SectionName, ReturnType<typeof sectionStatus>>;
  const completed = sectionNames.filter((name) => statuses[name] === "completed").length;
  const begun = sectionNames.filter((name) => statuses[name] === "in_progress" || statuses[name] === "problem").length;
  const [terms] = (await signaturesOf(who, [application.partnerId])).filter(({ termsVersion }) => termsVersion === termsAt(new Date()).version);
  const ready = firstIncomplete(draft) === null;
  const devices = devicesOf(draft).length;
  const files = await filesOn(who, { applicationId: application.id });
  const { duties } = await ownDuties(who, application);
  const accepted = duties.filter(({ acceptedAt }) => acceptedAt).length;
  const places = (draft.sites?.assetIds as string[] | undefined)?.length ?? 0;
  const hints: Partial<Record<SectionName, string>> = {
    devices: devices > 0 ? `${devices === 1 ? "1 device" : `${devices} devices`}` : "Typed one by one, or from a file",
    ...(statuses.sites === "problem" ? { sites: `You have ${devices} devices and chose ${places} places; they must be as many` } : places > 0 ? { sites: places === 1 ? "1 place" : `${places} places` } : {}),
  };
  const task = (name: SectionName) => ({
    ...(isPartOpen(application, name) ? { to: `${here}/${name}` } : {}),
    label: sectionWords[name],
    status: isPartOpen(application, name) ? (application.status === "changes_requested" && application.askedParts.length > 0 ? "asked" : statuses[name]) : "closed",
    ...(hints[name] ? { hint: hints[name] } : {}),
  });
  const asked = timeline.find((entry) => entry.name === "application.changes_requested" || entry.name === "application.reopened");
  return (
    <Page
      title={application.title}
      crumbs={crumbs}
      {...(application.status === "changes_requested" ? { tag: <Tag record="application" status="changes_requested" /> } : {})}
      caption={
        <>
          Draft <Ref>{application.reference}</Ref>
        </>
      }
      aside={
        <>
          <section className="stack">
            <h2 className="h3">
              {completed} of {sectionNames.length} completed
            </h2>
            <Pegs done={completed} begun={begun} of={sectionNames.length} words={`${completed} of ${sectionNames.length} completed`} />
            <p className="note">Most partners need about 25 minutes, in one go or several.</p>
          </section>
          <section className="stack">
            <h2 className="h3">Stuck?</h2>
            <p className="note">
              Permit desk: {city.telephone}, or <a href={`mailto:${city.mail}?subject=${application.reference}`}>write to us</a> about <Ref>{application.reference}</Ref>.
            </p>
            {application.submittedAt && (
              <p className="note">
                <a href={`${here}/messages`}>Write to the city about it</a>, or read what was written
              </p>
            )}
            {who.ability.rulesFor("invite", "Partner").some(({ inverted }) => !inverted) && (
              <p className="note">
                <a href="/partner/members">Invite a colleague</a> to write it with you: every member sees and saves the same application
              </p>
            )}
            <p className="note">
              <a href={`${here}/withdraw`}>Withdraw this application</a>
            </p>
          </section>
        </>
      }
    >
      <Unsent />
      {application.kind !== "first" && (
        <Notice title={`${followWords[application.kind]} ${application.replaces ? application.replaces.reference : "a permit of another partner"}.`}>
          {application.kind === "transfer"
            ? "The devices and where they are come from that permit. Write how you keep them safe, who answers and who pays. Nothing is yours before the city has approved this."
            : `${application.kind === "renewal" ? "Say until when, under “Purpose and benefit”, and look whether the rest is still so." : "It is filled in with what is so today."} The permit stands as it is until the city has decided.`}
        </Notice>
      )}
      {application.status === "changes_requested" && asked && (
        <Notice kind="waiting" title={asked.name === "application.reopened" ? `${asked.actor?.name ?? "An officer"} set the refusal aside:` : `${asked.actor?.name ?? "An officer"} asks you to change something:`}>
          {`${asked.reason} ${asked.name === "application.reopened" ? "Its places became free meanwhile, so look whether they still are. " : ""}${application.askedParts.length > 0 ? "The parts marked below are open for it. " : ""}${application.answerBy ? `Send it again by ${wordDay(application.answerBy)}; after that it lapses. ` : ""}The city’s clock stands meanwhile.`}
        </Notice>
      )}
      <Tasks
        groups={[
          { title: "What you want to do", tasks: [task("purpose"), task("devices"), task("sites")] },
          { title: "Data and security", tasks: [task("networks"), task("data"), task("security"), { to: `${here}/evidence`, label: "Evidence files", status: files.length > 0 ? "completed" : "optional", hint: files.length === 0 ? "Certificates, reports of tests, drawings" : files.length === 1 ? "1 file" : `${files.length} files` }] },
          { title: "Who answers, and who pays", tasks: [task("contact"), { ...(isPartOpen(application, "contact") ? { to: `${here}/duties` } : {}), label: "Who does what", status: isPartOpen(application, "contact") ? (accepted === dutyKinds.length * 2 ? "completed" : duties.length > 0 ? "in_progress" : "not_started") : "closed", hint: `${accepted} of ${dutyKinds.length * 2} accepted. Asked of all but the lowest risk` }, task("terms"), { to: "/partner/terms", label: "The city’s terms", status: terms ? "completed" : "not_started", hint: terms ? `Signed by ${terms.name}` : "Signed once for your organisation, by somebody who may" }] },
          {
            title: "Send",
            tasks: [ready ? { to: `${here}/check`, label: "Check and send", status: "not_started", hint: "Read what you wrote, then send it" } : { label: "Check and send", status: "cannot_start", hint: "When everything above is completed" }],
          },
        ]}
      />
    </Page>
  );
}

async function Sent({ loaded: { who, application, here }, timeline, crumbs }: { loaded: Awaited<ReturnType<typeof load>>; timeline: Awaited<ReturnType<typeof ownTimeline>>; crumbs: { to?: string; label: string }[] }) {
  const { submission } = application;
  const clock = clockOf(application, dayOf(new Date()));
  const open = application.notices.filter(({ state }) => state === "open");
  const appeals = await ownAppeals(who, { applicationId: application.id });
  const decided = timeline.find((entry) => entry.name === "application.approved" || entry.name === "application.refused");
  // Once: what was appealed against waits for somebody, or is decided.
  const lastDay = decided && !appeals.some(({ status, lodgedAt }) => status !== "withdrawn" && lodgedAt >= decided.at) ? appealableUntil(decided.at) : null;
  return (
    <Page
      title={application.title}
      crumbs={crumbs}
      tag={<Tag record="application" status={isOpen(application.status) && open.length > 0 ? "refusal_considered" : application.standing} />}
      caption={<Ref>{application.reference}</Ref>}
      lead={
        application.status === "submitted" || application.status === "in_review" ? (
          <p>
            {application.status === "submitted" ? "The city has it. " : "An officer is reading it. "}
            {application.dueOn && `You get a decision by ${wordDay(application.dueOn)}.`} We write to every member at each step.
          </p>
        ) : undefined
      }
      aside={
        <section className="stack">
          <h2 className="h3">What you can do</h2>
          {application.permit && <ButtonLink to={`/partner/permits/${application.permit.reference}`}>See the permit</ButtonLink>}
          {isOpen(application.status) && (
            <p className="note">
              <a href={`${here}/withdraw`}>Withdraw this application</a>
            </p>
          )}
          <p className="note">
            <a href={`${here}/messages`}>Write to the city about it</a>, or read what was written
          </p>
          <p className="note">
            Questions? {city.telephone}, about <Ref>{application.reference}</Ref>.
          </p>
        </section>
      }
    >
      {application.standing === "lapsed" && (
        <Notice kind="waiting" title="This has lapsed.">
          {application.answerBy ? `The changes were due by ${wordDay(application.answerBy)}, so its places are free again. You can begin a new application.` : "You can begin a new application."}
        </Notice>
      )}
      {decided?.name === "application.refused" && application.status === "refused" && (
        <Notice kind="refused" title={`Refused by ${decided.actor?.name ?? "an officer"}.`}>
          <p>{decided.reason}</p>
          {Array.isArray(decided.open.grounds) && <p>On these grounds: {decided.open.grounds.map((ground) => groundWords[ground as Ground]).join("; ")}.</p>}
          {lastDay && (
            <p>
              <a href={`${here}/appeal`}>Appeal against this</a> by {wordDay(lastDay)}, or apply again with the reason in mind.
            </p>
          )}
        </Notice>
      )}
      <OwnAppeals appeals={appeals} takeBack={takeBackOnApplication} />
      <NoticesOn
        toPartner
        notices={application.notices}
        after={({ number, state }) => (
          <p>
            <a href={`/partner/notices/${number}`}>{state === "open" ? `Answer notice ${number}` : `Notice ${number}`}</a>
          </p>
        )}
      />
      {isOpen(application.standing) && (
        <Section title="Where it stands">
          <Summary
            rows={[
              { term: "Who has it", value: application.heldBy ?? "Nobody yet. It waits for an officer to take it." },
              { term: "The city’s clock", value: `${clock.words}${clock.note ? `, ${clock.note}` : ""}` },
              { term: "Asked of you", value: open.length === 0 ? "Nothing now. We write to every member when that changes." : (
                <ul className="plain">
                  {open.map(({ number, answerBy }) => (
                    <li key={number}>
                      <a href={`/partner/notices/${number}`}>
                        Answer notice {number} by {wordDay(answerBy)}
                      </a>
                    </li>
                  ))}
                </ul>
              ) },
            ]}
          />
        </Section>
      )}
      <Section title="What happened">
        <HistoryOf entries={timeline} />
      </Section>
      {submission && (
        <Section title={`What was sent${submission.number > 1 ? ` (submission ${submission.number})` : ""}`}>
          <SubmissionFacts content={submission.content} />
        </Section>
      )}
    </Page>
  );
}
