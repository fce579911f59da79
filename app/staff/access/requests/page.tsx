import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { addressWith } from "@/app/(public)/devices/search";
import { requestsSeenBy, requestViews, type RequestView } from "@/lib/people/queries";
import { one } from "../asked";
import { RequestList } from "../request-list";

const viewWords: Record<RequestView, string> = { waiting: "Waits for you", mine: "Asked by me or for me", answered: "Answered or over" };
const emptyWords: Record<RequestView, [string, string]> = {
  waiting: ["Nothing waits for you", "What people ask for appears here when you may give it."],
  mine: ["You have asked for nothing", "Where a button is blocked, “Ask for it” stands beside the reason."],
  answered: ["Nothing was asked for yet", "Every asking stays here with its answer, also when nobody gave one."],
};
import { asStaff } from "../as-staff";

export default async function Requests({ searchParams }: PageProps<"/staff/access/requests">) {
  const who = await asStaff("/staff/access/requests");
  const given = await searchParams;
  const view = requestViews.find((each) => each === one(given.view)) ?? "waiting";
  const { requests, more } = await requestsSeenBy(who, view, one(given.after));
  const here = "/staff/access/requests";
  return (
    <Page title="Askings and proposals" width="wide" crumbs={[{ to: "/staff/access", label: "Access" }, { label: "Askings" }]}>
      <nav aria-label="Views">
        <ul className="views">
          {requestViews.map((each) => (
            <li key={each}>
              <a href={each === "waiting" ? here : `${here}?view=${each}`} aria-current={each === view ? "page" : undefined}>
                {viewWords[each]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {requests.length === 0 ? (
        <Empty title={emptyWords[view][0]} lamp={view === "waiting"}>
          {emptyWords[view][1]} {view === "mine" && <a href="/staff/access/ask">Ask for something</a>}
        </Empty>
      ) : (
        <RequestList requests={requests} caption={viewWords[view]} />
      )}
      <Pages {...(one(given.after) ? { newer: addressWith(here, given, { after: undefined }) } : {})} {...(more ? { older: addressWith(here, given, { after: more }) } : {})} words={requests.length === 1 ? "1 asking" : `${requests.length} askings`} />
    </Page>
  );
}
