import type { ReactNode } from "react";
import { Notice } from "@/components/show/notice";
import { wordDay, wordInstant } from "@/lib/core/calendar";
import type { Notice as NoticeOn } from "@/lib/hearings/queries";
import { groundWords, intentWords, type Ground } from "@/lib/hearings/words";

const states = { open: "Waits for the partner’s answer", answered: "Answered", expired: "Not answered in time", stale: "Too old to decide on", dropped: "No longer considered", decided: "Decided on" } as const;

/** What was considered against a partner, and what it said: as both sides read it. `after` adds what may be done about one. */
export function NoticesOn({ notices, toPartner = false, after }: { notices: readonly NoticeOn[]; toPartner?: boolean; after?: (notice: NoticeOn) => ReactNode }) {
  return notices.map((notice) => (
    <Notice key={notice.id} kind={notice.state === "open" ? "waiting" : "plain"} title={`${toPartner && notice.state === "open" ? "Waits for your answer" : states[notice.state]}: ${notice.openedBy} ${notice.closedAt ? "considered" : "considers"} ${intentWords[notice.intends]}.`}>
      <p>
        {notice.grounds.map((ground) => groundWords[ground as Ground]).join("; ")}. “{notice.reason}”
      </p>
      <p className="note">
        Given {wordInstant(notice.openedAt)}, to be answered by {wordDay(notice.answerBy)}.
      </p>
      {notice.answer && (
        <p>
          <strong>
            {notice.answeredBy}
            {notice.answeredAt && `, ${wordInstant(notice.answeredAt)}`}:
          </strong>{" "}
          “{notice.answer}”
        </p>
      )}
      {notice.closeReason && <p>Dropped: “{notice.closeReason}”</p>}
      {after?.(notice)}
    </Notice>
  ));
}
