import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { Tag } from "@/components/show/tag";
import { dayOf, isoDay, wordDay, wordInstant } from "@/lib/core/calendar";
import { requestsToPartner } from "@/lib/rights/queries";
import { requestKindWords } from "@/lib/rights/words";
import { signedIn } from "@/lib/session/current";

const views = { waiting: "Waiting for your answer", answered: "Answered" } as const;

/** What people ask a member's partner about their own data. */
export default async function DataRequests({ searchParams }: PageProps<"/partner/data-requests">) {
  const who = await signedIn("/partner/data-requests");
  const given = await searchParams;
  const view = given.view === "answered" ? "answered" : "waiting";
  const after = Number(given.after);
  const { parts, more } = await requestsToPartner(who, { view, after: Number.isSafeInteger(after) && after > 0 && after < 2_000_000_000 ? after : undefined });
  const today = dayOf(new Date());
  return (
    <Page title="Data requests" lead={<p>People ask what you hold about them, or that you put it right, delete it or stop using it. The law gives you a month; how long you take is published.</p>}>
      <nav aria-label="Views">
        <ul className="views">
          {Object.entries(views).map(([each, words]) => (
            <li key={each}>
              <a href={`/partner/data-requests?view=${each}`} aria-current={each === view ? "page" : undefined}>
                {words}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {parts.length === 0 ? (
        <Empty title={view === "waiting" ? "Nobody waits for your answer" : "Nothing was answered yet"} lamp={view === "waiting"}>
          What somebody asks about a device of yours, on its page in the register, comes here.
        </Empty>
      ) : (
        <Register
          caption={views[view]}
          hideCaption
          columns={[{ head: "Request" }, { head: "About" }, { head: "Asked" }, { head: "Answer by" }, { head: "Stands" }]}
          rows={parts.map((part) => ({
            key: part.id,
            cells: [
              <a key="r" href={`/partner/data-requests/${part.number}`}>
                {part.number}: {requestKindWords[part.request.kind]}
              </a>,
              part.request.device ? part.request.device.name : `${part.request.street}, ${part.devices.length === 1 ? "1 device" : `${part.devices.length} devices`}`,
              wordInstant(part.request.askedAt),
              <time key="d" dateTime={isoDay(part.dueOn)}>
                {wordDay(part.dueOn)}
              </time>,
              <Tag key="t" record="request" status={part.status !== "answered" && part.dueOn < today ? "overdue" : part.status} />,
            ],
          }))}
        />
      )}
      <Pages {...(given.after ? { newer: `/partner/data-requests?view=${view}` } : {})} {...(more ? { older: `/partner/data-requests?view=${view}&after=${more}` } : {})} words={parts.length === 1 ? "1 request" : `${parts.length} requests`} />
    </Page>
  );
}
