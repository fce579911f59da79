import { notFound } from "next/navigation";
import { HistoryOf } from "@/app/history-of";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Notice } from "@/components/show/notice";
import { Ref } from "@/components/show/ref";
import { Register } from "@/components/show/register";
import { Summary } from "@/components/show/summary";
import { Tag } from "@/components/show/tag";
import { wordDay, wordInstant } from "@/lib/core/calendar";
import { stopFile } from "@/lib/enforcement/queries";
import { stateWords } from "@/lib/enforcement/words";
import { underStop } from "@/lib/permits/words";
import { isStaff, signedIn } from "@/lib/session/current";
import { StopDeeds } from "./stop-deeds";

export default async function Stop({ params }: PageProps<"/staff/stops/[number]">) {
  const { number } = await params;
  const who = await signedIn(`/staff/stops/${number}`);
  if (!isStaff(who)) notFound();
  const stop = (await stopFile(who, number)) ?? notFound();
  const isOpen = stop.state === "standing" || stop.state === "unratified";
  return (
    <Page
      title={`Stop ${stop.number}: ${underStop[stop.effect].toLowerCase()}`}
      width="wide"
      caption={stop.words}
      tag={<Tag record="stop" status={stop.setAside ? "set_aside" : stop.state} words={stop.setAside ? "To be decided anew" : stateWords[stop.state]} />}
      crumbs={[{ to: "/staff/stops", label: "Stops" }, { label: `Stop ${stop.number}` }]}
      aside={isOpen && <StopDeeds stop={stop} />}
    >
      {stop.state === "unratified" && stop.ratifyBy && (
        <Notice kind="alarm" title="Emergency stop, not ratified yet.">{`Another officer must ratify it before ${wordInstant(stop.ratifyBy)}. Otherwise it lapses, and what it stopped comes back.`}</Notice>
      )}
      {stop.state === "lapsed" && <Notice kind="waiting" title="This lapsed.">Nobody ratified it in time, so what it stopped may operate again.</Notice>}
      {stop.setAside && <Notice kind="waiting" title={`${stop.setAside.by} set this aside, to be decided anew.`}>{`Until then it stands as it is. ${stop.setAside.reason}`}</Notice>}
      <Summary
        rows={[
          { term: "Over", value: stop.words },
          { term: "Reached", value: `${stop.devices.toLocaleString("en-GB")} ${stop.devices === 1 ? "device" : "devices"} under ${stop.permits.toLocaleString("en-GB")} ${stop.permits === 1 ? "permit" : "permits"} when it was ordered` },
          { term: "Reason", value: stop.reason },
          { term: "Ordered", value: `${wordInstant(stop.orderedAt)}, ${stop.orderedBy}` },
          ...(stop.until ? [{ term: "Look at it again", value: wordDay(stop.until) }] : []),
          ...(stop.ratifiedAt ? [{ term: "Ratified", value: `${wordInstant(stop.ratifiedAt)}, ${stop.ratifiedBy}` }] : []),
          ...(stop.endedAt ? [{ term: stateWords[stop.state], value: `${wordInstant(stop.endedAt)}${stop.endedBy ? `, ${stop.endedBy}` : ""}${stop.endReason ? `: ${stop.endReason}` : ""}` }] : []),
        ]}
      />
      <Section title="Permits it reached" id="permits">
        <Register
          caption="Permits reached by the stop, newest first"
          hideCaption
          columns={[{ head: "Permit" }, { head: "Partner" }, { head: "Devices", numeric: true }, { head: "Stands now" }]}
          rows={stop.permitsReached.map((permit) => ({
            key: permit.id,
            cells: [
              <span key="p">
                <a href={`/staff/permits/${permit.reference}`}>{permit.title}</a> <Ref>{permit.reference}</Ref>
              </span>,
              permit.partner,
              permit.devices,
              <Tag key="t" record="permit" status={permit.standing} />,
            ],
          }))}
        />
        {stop.permits > stop.permitsReached.length && <p className="note">{`${stop.permitsReached.length} of ${stop.permits.toLocaleString("en-GB")} are shown: those you may see, at most a hundred.`}</p>}
      </Section>
      <Section title="What happened" id="history">
        <HistoryOf entries={stop.timeline} you={who.person.id} />
      </Section>
    </Page>
  );
}
