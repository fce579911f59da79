import { Section } from "@/components/page/section";
import { Notice } from "@/components/show/notice";
import { Plate } from "@/components/show/plate";
import { Register } from "@/components/show/register";
import { Summary } from "@/components/show/summary";
import { NoticesOn } from "@/app/notices-on";
import { HistoryOf } from "@/app/history-of";
import { DropForm } from "@/app/staff/hearings/drop-form";
import { dropOnPermit } from "@/app/staff/hearings/actions";
import { EvidenceList } from "@/app/evidence-list";
import type { Listed } from "@/lib/files/queries";
import { Proof } from "@/app/proof";
import { guardedRows } from "@/app/submission-facts";
import { wordDay, wordInstant } from "@/lib/core/calendar";
import type { ownPermit } from "@/lib/permits/queries";
import { Removals } from "@/app/removals";
import { groundWords, type Ground } from "@/lib/hearings/words";
import { Obligations } from "@/app/obligations";
import { isInForce } from "@/lib/permits/lifecycle";
import { operationWords, stoppedWords } from "@/lib/permits/words";

/** A permit as its partner and the officers read it: what, until when, under which conditions, on what, and its history. */
export function PermitBody({ permit, you, files, isStaff = false, mayCheck, appealBy }: { permit: NonNullable<Awaited<ReturnType<typeof ownPermit>>>; you: string; files: readonly Listed[]; isStaff?: boolean; mayCheck?: boolean; /** until when a member may appeal against a stop, if they may */ appealBy?: (stop: NonNullable<Awaited<ReturnType<typeof ownPermit>>>["stops"][number]) => Date | null }) {
  const isOver = !isInForce(permit.standing);
  const granted = permit.timeline.find(({ name }) => name === "permit.granted");
  const standing = permit.stops.filter(({ state }) => state === "standing" || state === "unratified").map((each) => ({ ...each, appealBy: appealBy?.(each) }));
  const sealed = permit.timeline.find((entry) => entry.name.startsWith("permit.") && entry.position !== null);
  const withSerials = permit.devices.some(({ serial }) => serial !== undefined);
  const guarded = guardedRows(permit.content, { groups: permit.notShown, here: `/staff/permits/${permit.reference}` });
  return (
    <>
      {permit.replacedBy && (
        <Notice title="Another permit took its place.">
          <p>
            {isStaff ? <a href={`/staff/permits/${permit.replacedBy.reference}`}>{permit.replacedBy.reference}</a> : <a href={`/partner/permits/${permit.replacedBy.reference}`}>{permit.replacedBy.reference}</a>} has what goes on. What did not go on stands below.
          </p>
        </Notice>
      )}
      {standing.map((each) => (
        <Notice key={each.id} kind={each.state === "unratified" ? "alarm" : each.effect === "revoke" || each.effect === "void" ? "refused" : "waiting"} title={`${stoppedWords[each.effect]} by ${each.orderedBy}, ${wordInstant(each.orderedAt)}.`}>
          <p>
            {each.reason}
            {each.until && ` The city looks at it again on ${wordDay(each.until)}.`}
            {each.onPermitId !== permit.id && ` It reaches further than this permit: ${each.devices.toLocaleString("en-GB")} devices in all.`}
            {each.state === "unratified" && each.ratifyBy && ` An emergency: another officer must ratify it by ${wordInstant(each.ratifyBy)}, or it lapses.`}
            {each.appealBy && (
              <>
                {" "}
                <a href={`/partner/permits/${permit.reference}/appeal/${each.number}`}>Appeal against this</a> by {wordDay(each.appealBy)}.
              </>
            )}
            {isStaff && (
              <>
                {" "}
                <a href={`/staff/stops/${each.number}`}>Stop {each.number}</a>
              </>
            )}
          </p>
        </Notice>
      ))}
      <NoticesOn
        toPartner={!isStaff}
        notices={permit.notices}
        after={(notice) => (
          <>
            <EvidenceList files={files.filter(({ considerationId }) => considerationId === notice.id)} label={`Files with the answer to notice ${notice.number}`} isStaff={isStaff} />
            {isStaff ? (
              <DropForm notice={notice} act={dropOnPermit} />
            ) : (
              <p>
                <a href={`/partner/notices/${notice.number}`}>{notice.state === "open" ? `Answer notice ${notice.number}` : `Notice ${notice.number}`}</a>
              </p>
            )}
          </>
        )}
      />
      <Summary
        rows={[
          { term: "In force", value: `From ${wordDay(permit.startsOn)} until ${wordDay(permit.expiresOn)}` },
          { term: "Partner", value: permit.partner.name },
          ...(permit.replaced ? [{ term: "Replaces", value: <a key="r" href={`/${isStaff ? "staff" : "partner"}/permits/${permit.replaced.reference}`}>{permit.replaced.reference}</a> }] : []),
          { term: "Where", value: [permit.zone?.name ?? "Several parts of the city", permit.agency?.name ?? "several agencies"].join(", ") },
          ...(permit.placesWithheld ? [{ term: "Residents read", value: "Everything but where its devices are" }] : []),
          { term: "Risk", value: `Tier ${permit.tier}` },
          { term: "Decided by", value: `${permit.decidedBy.name}, ${wordInstant(permit.decidedAt)}` },
          { term: "Reason", value: permit.reason },
          ...(typeof granted?.open.leftOut === "number" ? [{ term: "Not approved", value: `${granted.open.leftOut} of the ${String(granted.open.of)} devices that were asked for${Array.isArray(granted.open.grounds) ? `: ${granted.open.grounds.map((ground) => groundWords[ground as Ground]).join("; ")}` : ""}` }] : []),
          ...(permit.reviewOn ? [{ term: "Looked at again", value: `By ${wordDay(permit.reviewOn)}, as its tier asks` }] : []),
          { term: "Conditions", value: permit.conditions.length === 0 ? "None" : <ol key="c">{permit.conditions.map((condition) => <li key={condition.id}>{condition.words}</li>)}</ol> },
        ]}
      />
      {permit.obligations.length > 0 && (
        <Section title="What has to be shown" id="obligations">
          <Obligations obligations={permit.obligations} files={files} isOver={isOver} {...(isStaff ? { mayCheck: mayCheck ?? false } : { mayShow: true })} />
        </Section>
      )}
      <Removals permit={permit} files={files} isOver={isOver} {...(isStaff ? { mayCheck: mayCheck ?? false } : { mayReport: true })} />
      <Section title={permit.devices.length === 1 ? "1 device" : `${permit.devices.length} devices`} id="devices">
        <Register
          caption="Devices of this permit"
          hideCaption
          columns={[{ head: "Sign" }, { head: "Device" }, ...(withSerials ? [{ head: "Serial number" }] : []), { head: "On" }, { head: "Place" }, { head: "May it operate?" }]}
          rows={permit.devices.map((device) => ({ key: device.id, cells: [<a key="a" href={`/devices/${device.code}`}>{device.code}</a>, device.name, ...(withSerials ? [device.serial || "–"] : []), <Plate key="p" code={device.asset.code} size="small" />, device.asset.place, device.operation ? operationWords[device.operation.operation] : ""] }))}
        />
      </Section>
      {guarded.length > 0 && (
        <Section title="What only some may see" id="guarded">
          <Summary rows={guarded} />
        </Section>
      )}
      <p>
        <a href={`/${isStaff ? "staff" : "partner"}/permits/${permit.reference}/certificate.pdf`} download>Take this permit along as a certificate (PDF)</a>
      </p>
      {sealed && <Proof entryId={sealed.id} />}
      <Section title="What happened" id="history">
        <HistoryOf entries={permit.timeline} you={you} />
      </Section>
    </>
  );
}
