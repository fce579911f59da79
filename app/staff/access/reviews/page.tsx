import { Blocked } from "@/components/form/blocked";
import { Page } from "@/components/page/page";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { Tag } from "@/components/show/tag";
import { addDays, dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { holds, scopesToChoose } from "@/lib/people/queries";
import { reviewsSeenBy } from "@/lib/reviews/queries";
import { scopeWords } from "@/lib/reviews/words";
import { signedIn } from "@/lib/session/current";
import { LaunchForm } from "./launch-form";
import { reviewTag } from "./review-tag";

export default async function Reviews() {
  const who = await signedIn("/staff/access/reviews");
  const [reviews, scopes] = await Promise.all([reviewsSeenBy(who), scopesToChoose()]);
  const mayLaunch = holds(who, "launch", "Review");
  return (
    <Page
      title="Reviews"
      width="wide"
      crumbs={[{ to: "/staff/access", label: "Access" }, { label: "Reviews" }]}
      lead={<p>Is each permission still needed? Somebody who may give it answers, never the person who holds it.</p>}
      aside={
        <section className="panel no-print" aria-labelledby="launch">
          <h2 id="launch">Launch a review</h2>
          {mayLaunch ? <LaunchForm {...scopes} dueOn={isoDay(addDays(dayOf(new Date()), 28))} /> : <Blocked why="You hold no grant to launch and close reviews of grants." ask="/staff/access/ask?capability=reviews.run">Launch the review</Blocked>}
        </section>
      }
    >
      {reviews.length === 0 ? (
        <Empty title="No review yet">When one is launched, it stands here with what was answered and how.</Empty>
      ) : (
        <Register
          queue
          caption="Reviews, newest first"
          hideCaption
          columns={[{ head: "Review" }, { head: "Last day" }, { head: "Where it stands" }, { head: "Answered", numeric: true }, { head: "Yours" }]}
          rows={reviews.map((review) => ({
            key: review.id,
            chosen: review.waitingForYou > 0,
            cells: [
              <span key="t">
                <a href={`/staff/access/reviews/${review.id}`}>{review.title}</a>
                <small>{scopeWords(review.scope)}</small>
              </span>,
              <span key="d" className="nowrap">{wordDay(review.dueOn)}</span>,
              <Tag key="s" {...reviewTag(review.status)} />,
              `${review.answered} of ${review.items}`,
              review.waitingForYou > 0 ? <b key="y">{review.waitingForYou === 1 ? "1 waits" : `${review.waitingForYou} wait`} for you</b> : <span key="y" className="soft">Nothing</span>,
            ],
          }))}
        />
      )}
    </Page>
  );
}
