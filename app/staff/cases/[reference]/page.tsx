import { notFound } from "next/navigation";
import { Blocked } from "@/components/form/blocked";
import { Button, ButtonLink } from "@/components/form/button";
import { Form } from "@/components/form/form";
import { Clock } from "@/components/show/clock";
import { Facts } from "@/components/show/facts";
import { Notice } from "@/components/show/notice";
import { Ref } from "@/components/show/ref";
import { RiskTier } from "@/components/show/risk-tier";
import { Tag } from "@/components/show/tag";
import { Why } from "@/components/show/why";
import { askAddress } from "@/app/staff/access/ask-address";
import { AskedNotice } from "@/app/staff/access/asked-notice";
import { EvidenceList } from "@/app/evidence-list";
import { filesOn } from "@/lib/files/queries";
import { NoticesOn } from "@/app/notices-on";
import { DropForm } from "@/app/staff/hearings/drop-form";
import { dropOnCase } from "@/app/staff/hearings/actions";
import { HistoryOf } from "@/app/history-of";
import { QuestionsList } from "@/app/questions-list";
import { SubmissionFacts, wordStoredDay } from "@/app/submission-facts";
import { preflight } from "@/lib/applications/preflight";
import { caseFile } from "@/lib/applications/queries";
import { commentsOn } from "@/lib/comments/queries";
import { clockOf } from "@/lib/applications/rules";
import { riskOf } from "@/lib/applications/risk-table";
import { differences } from "@/lib/applications/differences";
import { followWords, identifiesWords, reviewedSectionWords, sectionWords } from "@/lib/applications/words";
import { dayOf, wordDay } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import { stopsAwaiting } from "@/lib/permits/standing";
import { signedIn } from "@/lib/session/current";
import { take } from "./actions";
import { DecisionForm } from "./decision-form";
import { Residents } from "./residents";
import { Reviews } from "./reviews";

const actWords = { take: "Take this case", assign: "Give it to a colleague", set_tier: "Set its risk tier", assess: "Assess it for whoever decides", request_changes: "Ask for changes; the clock stops", approve: "Approve it, with or without conditions", refuse: "Refuse it" } as const;

export default async function Case({ params, searchParams }: PageProps<"/staff/cases/[reference]">) {
  const { reference } = await params;
  const who = await signedIn(`/staff/cases/${reference}`);
  const file = (await caseFile(who, reference)) ?? notFound();
  const files = await filesOn(who, { applicationId: file.id });
  const here = `/staff/cases/${reference}`;
  const given = await searchParams;
  const { content, submission } = file;
  const risk = riskOf({ identifies: content.data.identifies, devices: content.devices.devices.length, purpose: content.purpose.purpose });
  const isOpenCase = file.status === "submitted" || file.status === "in_review";
  // Against what was sent before; a first sending that replaces a permit, against what was sent for that one.
  const before = file.previous ? { name: `submission ${file.previous.number}`, content: file.previous.content } : file.replaces ? { name: `permit ${file.replaces.reference}`, content: file.replaces.content } : null;
  const changed = before ? differences(before.content, content) : [];
  const count = content.devices.devices.length;
  // As of the day it was sent: what the partner was shown then.
  const { questions, unseen } = preflight(content, dayOf(submission.sentAt));
  // What is approved comes at once under what stands over where and what it is.
  const awaiting = isOpenCase ? await stopsAwaiting({ partnerId: file.partnerId, networkId: content.networks.networkIds[0] ?? null }, content.sites.assetIds.map((assetId, index) => ({ assetId, make: content.devices.devices[index]?.make, model: content.devices.devices[index]?.model })), new Date()) : [];
  const ripe = file.notices.find(({ isHeard, submissionId }) => isHeard && submissionId === submission.id);
  const runs = file.notices.find(({ state, submissionId }) => state === "open" && submissionId === submission.id);
  const sections = [...(file.notices.length > 0 ? [["notices", "Notices"] as const] : []), ["questions", "What to ask about"], ["answers", "What is asked"], ["reviews", "Reviews"], ["residents", "Residents"], ...(before ? [["changed", "What changed"]] : []), ["timeline", "What happened"]] as const;
  return (
    <main id="main" tabIndex={-1}>
      <div className="wrap wrap--wide">
        <nav className="crumbs" aria-label="Breadcrumb">
          <ol>
            <li>
              <a href="/staff">Queue</a>
            </li>
            <li>
              <span aria-current="page">{file.reference}</span>
            </li>
          </ol>
        </nav>
        <div className="head">
          <div className="row row--base">
            <h1>{file.title}</h1>
            <Tag record="application" status={file.standing} />
          </div>
          <p className="note soft">
            <Ref>{file.reference}</Ref> · {file.partner.name} · submission {submission.number}, sent {wordDay(dayOf(submission.sentAt))} by {submission.sentBy.name}
          </p>
        </div>
        <AskedNotice asked={given.asked} />
        <Facts
          facts={[
            { term: "Risk", value: <RiskTier tier={file.tier as 1 | 2 | 3 | 4} />, note: <>{risk.inputs.join(" ")} {file.tierRaisedTo !== null && "An officer raised it. "}{file.tierProposed !== null && file.tierProposed < file.tier && `Tier ${file.tierProposed} is proposed. `}<a href={`${here}/tier`}>Why, or set another</a></> },
            { term: "Clock", value: isOpenCase || file.status === "changes_requested" ? <Clock {...clockOf(file, dayOf(new Date()))} /> : "Decided" },
            { term: "Asks for", value: `${count === 1 ? "1 device" : `${count} devices`}, ${new Set(content.sites.assetIds).size} places`, note: `until ${wordStoredDay(content.purpose.until)}` },
            { term: "People", value: identifiesWords[content.data.identifies] },
            { term: "Where", value: file.zone?.name ?? "Several parts of the city", note: file.agency?.name ?? "several agencies" },
            ...(file.kind !== "first" ? [{ term: followWords[file.kind], value: file.replaces ? <a href={`/staff/permits/${file.replaces.reference}`}>{file.replaces.reference}</a> : "A permit that you do not see", note: file.replaces ? `${file.kind === "transfer" ? `of ${file.replaces.partner}, ` : ""}ends ${wordDay(file.replaces.expiresOn)}` : "" }] : []),
            { term: "Held by", value: file.heldBy ? (file.heldBy.id === who.person.id ? "You" : file.heldBy.name) : "Nobody" },
          ]}
        />
        <div className="case">
          <nav className="case-nav" aria-label="Sections of this case">
            <ul>
              {sections.map(([id, label]) => (
                <li key={id}>
                  <a href={`#${id}`}>{label}</a>
                </li>
              ))}
            </ul>
          </nav>
          <div>
            {file.notices.length > 0 && (
              <section id="notices">
                <h2>What was considered against it</h2>
                <NoticesOn notices={file.notices} after={(notice) => <><EvidenceList isStaff files={files.filter(({ considerationId }) => considerationId === notice.id)} label={`Files with the answer to notice ${notice.number}`} />{file.may.refuse.may && isOpenCase && <DropForm notice={notice} act={dropOnCase} />}</>} />
              </section>
            )}
            <section id="questions">
              <h2>What to ask about</h2>
              {questions.length === 0 ? <p>The portal looked for what is usually asked about, and found nothing of it.</p> : <QuestionsList questions={questions} />}
              {unseen.length > 0 && <p className="note soft">Not looked at for you, since you may not see all of it: {new Intl.ListFormat("en-GB").format(unseen.map((section) => `“${sectionWords[section]}”`))}.</p>}
            </section>
            <section id="answers">
              <h2>What is asked</h2>
              <SubmissionFacts content={content} leftOut={{ groups: file.notShown, here }} {...(file.catalogue ? { catalogue: file.catalogue } : {})} />
            </section>
            <section id="reviews">
              <h2>What others found</h2>
              <Reviews reviews={file.reviews} here={here} isOpen={isOpenCase} />
            </section>
            <Residents application={file} today={dayOf(new Date())} periods={await commentsOn(who, file.id)} may={file.may.request_changes.may} isOpen={isOpenCase || file.status === "changes_requested"} />
            {before && (
              <section id="changed">
                <h2>What changed since {before.name}</h2>
                {file.notShown.length > 0 && <p className="note soft">What is not shown to you above is left out here as well.</p>}
                {changed.length === 0 ? (
                  <p>{file.notShown.length > 0 ? "Nothing of what you may see." : "Nothing: it was sent again as it was."}</p>
                ) : (
                  <table className="register diff stacked" role="table">
                    <thead role="rowgroup">
                      <tr role="row">
                        <th role="columnheader" scope="col">
                          Answer
                        </th>
                        <th role="columnheader" scope="col">
                          {before.name.replace(/^./, (first) => first.toUpperCase())}
                        </th>
                        <th role="columnheader" scope="col">
                          Submission {submission.number}
                        </th>
                      </tr>
                    </thead>
                    <tbody role="rowgroup">
                      {changed.map((each) => (
                        <tr role="row" key={each.label}>
                          <th role="rowheader" scope="row">
                            {each.label}
                          </th>
                          <td role="cell" data-l="Before">
                            <del>{each.before || "nothing given"}</del>
                          </td>
                          <td role="cell" data-l="Now">
                            <span className="sr-only">Changed to </span>
                            <ins>{each.after || "nothing given"}</ins>
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                )}
              </section>
            )}
            <section id="timeline">
              <h2>What happened</h2>
              <HistoryOf entries={file.timeline} you={who.person.id} />
            </section>
          </div>
          <div className="case-side">
            <section className="panel" aria-labelledby="decision">
              <h2 id="decision">{isOpenCase ? "Your decision" : file.status === "changes_requested" ? "The partner has it" : "This is decided"}</h2>
              {isOpenCase && file.heldBy?.id !== who.person.id && (
                <div className="stack">
                  {file.heldBy && <Notice>{file.heldBy.name} has taken this case.</Notice>}
                  {file.may.take.may ? (
                    <Form act={take} of="take" title={file.title} hidden={{ ...formKey(file), applicationId: file.id }}>
                      <Button kind="plain">{file.heldBy ? "Take it over" : "Take this case"}</Button>
                    </Form>
                  ) : (
                    <Blocked why={file.may.take.why} ask={askAddress(file.may.take, here)}>Take this case</Blocked>
                  )}
                </div>
              )}
              <p className="note">
                <a href={`${here}/messages`}>{file._count.messages === 0 ? "Write to the partner" : file._count.messages === 1 ? "1 message" : `${file._count.messages} messages`}</a>
              </p>
              {isOpenCase && file.may.assign.may && (
                <p className="note">
                  <a href={`${here}/give`}>Give it to a colleague</a>
                </p>
              )}
              {isOpenCase && file.may.assess.may && (
                <p className="note">
                  <a href={`/staff/cases/${reference}/assess`}>Write an assessment</a> for whoever decides; then you do not decide it yourself.
                </p>
              )}
              {file.may.approve.may || file.may.request_changes.may ? (
                <DecisionForm
                  application={{ id: file.id, version: file.version, title: file.title }}
                  wantedUntil={content.purpose.until}
                  mayDecide={file.may.approve.may}
                  submission={submission.number}
                  heard={ripe ? `The partner was heard: notice ${ripe.number} ${ripe.state === "answered" ? "is answered" : "was not answered in time"}.` : runs ? `The partner can still answer notice ${runs.number} until ${wordDay(runs.answerBy)}.` : null}
                  lacks={[
                    ...(file.reviews.missing.length > 0 ? [`These are not reviewed yet: ${new Intl.ListFormat("en-GB").format(file.reviews.missing.map((section) => reviewedSectionWords[section].toLowerCase()))}.`] : []),
                    ...(file.reviews.wanted > 0 ? [file.reviews.wanted === 1 ? "One more person has to recommend it." : `${file.reviews.wanted} more people have to recommend it.`] : []),
                  ]}
                  against={file.reviews.against}
                  asked={given.asks === "reviews" ? file.reviews.given.filter(({ counts, asks }) => counts && asks) : []}
                  asksAt={file.reviews.given.some(({ counts, asks }) => counts && asks) ? `${here}?asks=reviews#decision` : null}
                  isHeard={ripe !== undefined}
                  noticeAt={runs ? null : `${here}/notice`}
                  awaiting={[...new Set(awaiting.map(({ number }) => number))].map((number) => ({ number, devices: awaiting.filter((stop) => stop.number === number).length }))}
                  counts={{ devices: count, assets: new Set(content.sites.assetIds).size, networks: content.networks.networkIds.length }}
                  // Always in the same place of the page: who sends it a moment too late is told so, also without scripts.
                  closed={isOpenCase ? undefined : <Decided status={file.status} permit={file.permit?.reference} />}
                />
              ) : isOpenCase ? (
                <Blocked why={file.may.approve.why} ask={askAddress(file.may.approve, here)}>Approve</Blocked>
              ) : (
                <Decided status={file.status} permit={file.permit?.reference} />
              )}
            </section>
            <section className="may" aria-labelledby="may">
              <h2 id="may">What may I do here?</h2>
              <Why reasons={(Object.keys(actWords) as (keyof typeof actWords)[]).map((act) => {
                const each = file.may[act];
                const ask = isOpenCase ? askAddress(each, here) : undefined;
                return { ok: each.may, words: each.may ? actWords[act] : <>{actWords[act]}<small>Why not: {each.why} {ask && <a href={ask}>Ask for it<span className="sr-only">: {actWords[act]}</span></a>}</small></> };
              })} />
            </section>
          </div>
        </div>
      </div>
      <title>{`${file.title}, ${file.reference} – Lamppost`}</title>
    </main>
  );
}

function Decided({ status, permit }: { status: string; permit: string | undefined }) {
  return (
    <div className="stack">
      <p>{status === "changes_requested" ? "It comes back to the queue when they send it again." : "What was decided is in the history, with its reason."}</p>
      {permit && <ButtonLink to={`/staff/permits/${permit}`}>See the permit</ButtonLink>}
    </div>
  );
}
