import { Section } from "@/components/page/section";
import { Notice } from "@/components/show/notice";
import { Plate } from "@/components/show/plate";
import { Register } from "@/components/show/register";
import { Summary } from "@/components/show/summary";
import { HistoryOf } from "@/app/history-of";
import { Proof } from "@/app/proof";
import { guardedRows } from "@/app/submission-facts";
import { wordDay, wordInstant } from "@/lib/core/calendar";
import type { ownPermit } from "@/lib/permits/queries";

/** A permit as its partner and the officers read it: what, until when, under which conditions, on what, and its history. */
export function PermitBody({ permit, you }: { permit: NonNullable<Awaited<ReturnType<typeof ownPermit>>>; you: string }) {
  const stop = permit.timeline.find((entry) => entry.name === "permit.suspended" || entry.name === "permit.revoked");
  const sealed = permit.timeline.find((entry) => entry.name.startsWith("permit.") && entry.position !== null);
  const withSerials = permit.devices.some(({ serial }) => serial !== undefined);
  const guarded = guardedRows(permit.content, { groups: permit.notShown, here: `/staff/permits/${permit.reference}` });
  return (
    <>
      {permit.standing === "suspended" && (
        <Notice kind="waiting" title={`Suspended${permit.suspendedUntil ? ` until ${wordDay(permit.suspendedUntil)}` : ""} by ${stop?.actor?.name ?? "an officer"}.`}>
          {stop?.reason}
        </Notice>
      )}
      {permit.standing === "revoked" && (
        <Notice kind="refused" title={`Revoked by ${stop?.actor?.name ?? "an officer"}${stop ? `, ${wordInstant(stop.at)}` : ""}.`}>
          {stop?.reason}
        </Notice>
      )}
      <Summary
        rows={[
          { term: "In force", value: `From ${wordDay(permit.startsOn)} until ${wordDay(permit.expiresOn)}` },
          { term: "Partner", value: permit.partner.name },
          { term: "Where", value: [permit.zone?.name ?? "Several parts of the city", permit.agency?.name ?? "several agencies"].join(", ") },
          { term: "Risk", value: `Tier ${permit.tier}` },
          { term: "Decided by", value: `${permit.decidedBy.name}, ${wordInstant(permit.decidedAt)}` },
          { term: "Reason", value: permit.reason },
          { term: "Conditions", value: permit.conditions.length === 0 ? "None" : <ol key="c">{permit.conditions.map((condition) => <li key={condition.id}>{condition.words}</li>)}</ol> },
        ]}
      />
      <Section title={permit.devices.length === 1 ? "1 device" : `${permit.devices.length} devices`} id="devices">
        <Register
          caption="Devices of this permit"
          hideCaption
          columns={[{ head: "Sign" }, { head: "Device" }, ...(withSerials ? [{ head: "Serial number" }] : []), { head: "On" }, { head: "Place" }]}
          rows={permit.devices.map((device) => ({ key: device.id, cells: [<a key="a" href={`/devices/${device.code}`}>{device.code}</a>, device.name, ...(withSerials ? [device.serial || "–"] : []), <Plate key="p" code={device.asset.code} size="small" />, device.asset.place] }))}
        />
      </Section>
      {guarded.length > 0 && (
        <Section title="What only some may see" id="guarded">
          <Summary rows={guarded} />
        </Section>
      )}
      {sealed && <Proof entryId={sealed.id} />}
      <Section title="What happened" id="history">
        <HistoryOf entries={permit.timeline} you={you} />
      </Section>
    </>
  );
}
