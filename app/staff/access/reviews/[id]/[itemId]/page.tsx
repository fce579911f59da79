import { notFound } from "next/navigation";
import { Blocked } from "@/components/form/blocked";
import { ButtonLink } from "@/components/form/button";
import { Page } from "@/components/page/page";
import { Notice } from "@/components/show/notice";
import { Summary } from "@/components/show/summary";
import { wordDay, wordInstant } from "@/lib/core/calendar";
import { fromWords, untilWords } from "@/lib/people/words";
import { itemFile } from "@/lib/reviews/queries";
import { shownTo } from "@/lib/reviews/running";
import { answerWords, silenceWords } from "@/lib/reviews/words";
import { signedIn } from "@/lib/session/current";
import { AnswerForm } from "./answer-form";

export default async function Question({ params }: PageProps<"/staff/access/reviews/[id]/[itemId]">) {
  const { id, itemId } = await params;
  const who = await signedIn(`/staff/access/reviews/${id}/${itemId}`);
  const item = (await itemFile(who, id, itemId)) ?? notFound();
  await shownTo(who, item.id);
  const { snapshot, holder, review, status } = item;
  const back = `/staff/access/reviews/${review.id}`;
  const on = item.next ? <ButtonLink to={`${back}/${item.next}`}>Go on with the next</ButtonLink> : <ButtonLink to={back}>Back to the review</ButtonLink>;
  return (
    <Page
      title={`May ${holder.name} still do this?`}
      width="wide"
      crumbs={[{ to: "/staff/access", label: "Access" }, { to: "/staff/access/reviews", label: "Reviews" }, { to: back, label: review.title }, { label: holder.name }]}
      caption={status === "waiting" ? `${item.place} of ${item.left} that wait for you · last day ${wordDay(review.dueOn)} · ${silenceWords[review.silence].toLowerCase()}` : undefined}
      lead={<p>{holder.name} may {snapshot.words}.</p>}
      aside={
        <section className="panel" aria-labelledby="answer">
          <h2 id="answer">Your answer</h2>
          {status === "waiting" && item.mayAnswer && <AnswerForm item={item} />}
          {status === "waiting" && !item.mayAnswer && (
            <Blocked why="You may no longer give or end this permission, so another person must answer for it. Whoever runs the review can hand it over.">Answer</Blocked>
          )}
          {status === "answered" && (
            <div className="stack">
              <p>
                <b>{item.answer && answerWords[item.answer]}</b>
                {item.reducedTo && ` to: ${item.reducedTo}`}
                {item.answeredAt && `, ${wordInstant(item.answeredAt)}`}
              </p>
              {item.reason && <p>“{item.reason}”</p>}
              {on}
            </div>
          )}
          {status === "over" && (
            <div className="stack">
              <p>It ended of itself since the review began, so nothing is asked any more.</p>
              {on}
            </div>
          )}
          {status === "closed" && <p>The review is closed, and nobody answered for this.</p>}
        </section>
      }
    >
      {snapshot.conflicts.length > 0 && (
        <Notice kind="waiting" title="Something stands against it">
          <ul>
            {snapshot.conflicts.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Summary
        rows={[
          { term: "Person", value: <>{item.maySeePerson ? <a href={`/staff/people/${holder.id}`}>{holder.name}</a> : holder.name}{holder.line && <span className="soft"> · {holder.line}</span>}</> },
          { term: "Given by", value: snapshot.giver?.name ?? (snapshot.isEmergency ? "Taken in an emergency" : "Set up with the portal") },
          { term: "Because", value: snapshot.reason },
          { term: "Since", value: fromWords(new Date(snapshot.since)) },
          { term: "Until", value: snapshot.until ? untilWords(new Date(snapshot.until)) : "No end" },
          { term: "Last used", value: snapshot.lastUsedAt ? wordInstant(new Date(snapshot.lastUsedAt)) : snapshot.decisions === null ? "Not known: reading leaves no entry in the ledger" : "Never" },
          ...(snapshot.decisions === null ? [] : [{ term: "Decisions made with it", value: snapshot.decisions }]),
          ...(snapshot.smallest ? [{ term: "This would have sufficed", value: `To ${snapshot.smallest.words}` }] : snapshot.decisions ? [{ term: "This would have sufficed", value: "Nothing narrower than it is" }] : []),
        ]}
      />
      <p className="note soft">As it stood when the review began.</p>
    </Page>
  );
}
