import { ButtonLink } from "@/components/form/button";
import { Section } from "@/components/page/section";
import { Disclosure } from "@/components/show/disclosure";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import type { ownItems } from "@/lib/reviews/queries";
import { answerWords } from "@/lib/reviews/words";

type Own = NonNullable<Awaited<ReturnType<typeof ownItems>>>;

/** What one reviewer has to answer: what waits, with the way into the first; then what they answered. */
export function OwnItems({ own }: { own: Own }) {
  const { waiting, done } = own;
  return (
    <Section title="Yours to answer">
      {waiting.length === 0 ? (
        <Empty title={done.some(({ answer }) => answer && answer !== "silence") ? "You answered everything" : "Nothing waits for you here"} lamp={own.status === "open"}>
          {own.status === "open" ? "Thank you. What you answered is done already." : "This review is closed."}
        </Empty>
      ) : (
        <>
          <p className="no-print">
            <ButtonLink to={`/staff/access/reviews/${own.id}/${waiting[0]?.id}`}>{done.length === 0 ? "Begin with the first" : "Go on with the next"}</ButtonLink>
          </p>
          <Register
            queue
            caption={waiting.length === 1 ? "1 permission waits for your answer" : `${waiting.length} permissions wait for your answer`}
            columns={[{ head: "Person" }, { head: "May" }]}
            rows={waiting.map((item) => ({ key: item.id, cells: [<a key="p" href={`/staff/access/reviews/${own.id}/${item.id}`}>{item.holder.name}</a>, item.snapshot.words] }))}
          />
        </>
      )}
      {done.length > 0 && (
        <Disclosure summary={done.length === 1 ? "1 that is answered or over" : `${done.length} that are answered or over`}>
          <Register
            queue
            caption="Answered or over"
            hideCaption
            columns={[{ head: "Person" }, { head: "Could" }, { head: "Answer" }]}
            rows={done.map((item) => ({ key: item.id, cells: [<a key="p" href={`/staff/access/reviews/${own.id}/${item.id}`}>{item.holder.name}</a>, item.snapshot.words, item.answer ? answerWords[item.answer] : "It ended of itself"] }))}
          />
        </Disclosure>
      )}
    </Section>
  );
}
