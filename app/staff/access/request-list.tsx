import { Register } from "@/components/show/register";
import { Tag } from "@/components/show/tag";
import { dayOf, wordDay } from "@/lib/core/calendar";
import { grantSentence, hoursWords } from "@/lib/people/words";
import type { RequestSeen } from "@/lib/people/queries";

/** Askings and proposals, a row each. */
export function RequestList({ requests, caption }: { requests: RequestSeen[]; caption: string }) {
  return (
    <Register
      queue
      caption={caption}
      hideCaption
      columns={[{ head: "For" }, { head: "They would" }, { head: "Asked by" }, { head: "Where it stands" }]}
      rows={requests.map((request) => ({
        key: request.id,
        cells: [
          <span key="f">
            <a href={`/staff/access/requests/${request.id}`}>{request.person.name}</a>
            <small>{request.person.line}</small>
          </span>,
          <span key="w">
            {grantSentence(request)}
            {request.hours && <small>for {hoursWords(request.hours)}</small>}
          </span>,
          <span key="b">
            {request.askedBy.id === request.person.id ? "Themselves" : `${request.askedBy.name}, who proposes it`}
            <small>{wordDay(dayOf(request.createdAt))}</small>
          </span>,
          <span key="s">
            <Tag record="grant" status={request.standing} />
            <small>{request.standing === "pending" ? `open until ${wordDay(dayOf(request.expiresAt))}` : request.decidedAt ? `${request.decidedBy && request.decidedBy.id !== request.askedBy.id ? `${request.decidedBy.name}, ` : ""}${wordDay(dayOf(request.decidedAt))}` : `nobody answered by ${wordDay(dayOf(request.expiresAt))}`}</small>
          </span>,
        ],
      }))}
    />
  );
}
