import { csvLine, csvOf, notForYou } from "@/app/staff/access/csv";
import { reviewRows } from "@/lib/reviews/queries";
import { currentPerson, type Who } from "@/lib/session/current";

const columns = ["person", "may", "given by", "since", "until", "decisions made with it", "last used", "conflicts", "the smallest that would have sufficed", "asked of", "answer", "made narrower to", "reason", "first shown", "answered", "carried out", "made up"];

/** Everything that a review asked, with what was answered, as a file. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  const [who, { id }] = [await currentPerson(), await params];
  if (!who || !(await reviewRows(who, id, { take: 1 }))) return notForYou();
  return csvOf("review.csv", pieces(who, id));
}

const yesNo = (value: boolean | null): string => (value === null ? "" : value ? "yes" : "no");

async function* pieces(who: Who, id: string) {
  yield `\uFEFF${csvLine(columns)}`;
  let after: string | undefined;
  do {
    const page = await reviewRows(who, id, { take: 500, after });
    if (!page) return;
    yield page.rows
      .map(({ holder, snapshot, reviewer, answer, reducedTo, reason, shownAt, answeredAt, isCarriedOut, isPlanted, isOver }) =>
        csvLine([
          holder.name, snapshot.words, snapshot.giver?.name ?? "", snapshot.since, snapshot.until ?? "", snapshot.decisions ?? "not known", snapshot.lastUsedAt ?? "", snapshot.conflicts.join(" "), snapshot.smallest?.words ?? "",
          reviewer?.name ?? "", answer ?? (isOver ? "over" : ""), reducedTo ?? "", reason ?? "", shownAt?.toISOString() ?? "", answeredAt?.toISOString() ?? "", yesNo(isCarriedOut), yesNo(isPlanted),
        ]),
      )
      .join("");
    after = page.more;
  } while (after);
}
