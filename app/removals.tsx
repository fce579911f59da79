import { Button } from "@/components/form/button";
import { Choices } from "@/components/form/choices";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Section } from "@/components/page/section";
import { Tag } from "@/components/show/tag";
import { reportGone } from "@/app/partner/permits/actions";
import { answerGone } from "@/app/staff/permits/[reference]/actions";
import { EvidenceList } from "@/app/evidence-list";
import type { Listed } from "@/lib/files/queries";
import { wordDay, wordInstant } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import type { ownPermit } from "@/lib/permits/queries";

/** Which devices that are no longer allowed were taken down: reported by the partner, confirmed by the city. Nothing where there are none. */
export function Removals({ permit, files, isOver, mayReport = false, mayCheck = false }: { permit: NonNullable<Awaited<ReturnType<typeof ownPermit>>>; files: readonly Listed[]; isOver: boolean; mayReport?: boolean; mayCheck?: boolean }) {
  const waiting = new Set(permit.removals.filter(({ status }) => status === "reported").flatMap(({ deviceIds }) => deviceIds));
  const left = permit.devices.filter(({ id, status }) => status !== "removed" && !waiting.has(id) && (isOver || status === "deauthorised"));
  const codes = new Map(permit.devices.map(({ id, code }) => [id, code]));
  if (left.length === 0 && permit.removals.length === 0) return null;
  return (
    <Section title="Taking it down" id="removal">
      {permit.removals.length > 0 && (
        <ul className="stack-lg plain">
          {permit.removals.map((removal) => (
            <li key={removal.id} className="stack">
              <p>
                <Tag record="removal" status={removal.status} /> {removal.deviceIds.map((id) => codes.get(id) ?? "a device").join(", ")}, taken down on {wordDay(removal.removedOn)}
              </p>
              <p>
                {removal.reportedBy}, {wordInstant(removal.reportedAt)}: “{removal.evidence}”
              </p>
              <EvidenceList files={files.filter(({ removalId }) => removalId === removal.id)} label={`Files for removal ${removal.number}`} isStaff={!mayReport} />
              {mayReport && removal.status === "reported" && (
                <p>
                  <a href={`/partner/files/removal/${removal.number}`}>
                    Add pictures or a report<span className="sr-only">: removal {removal.number}</span>
                  </a>
                </p>
              )}
              {removal.answer && (
                <p>
                  {removal.answeredBy}
                  {removal.answeredAt && `, ${wordInstant(removal.answeredAt)}`}: “{removal.answer}”
                </p>
              )}
              {mayCheck && removal.status === "reported" && (
                <Form act={answerGone} title="Taking it down" hidden={{ ...formKey(removal), removalId: removal.id }} of={`gone-${removal.number}`}>
                  <Choices name="outcome" kind="radio" small legend="Are they gone?" options={[{ value: "confirmed", label: "Yes, and the place is left as it was" }, { value: "sent_back", label: "No" }]} />
                  <TextArea name="reason" label="What did you find?" hint="The partner reads this." rows={2} />
                  <Button kind="plain">
                    Record this<span className="sr-only">: removal {removal.number}</span>
                  </Button>
                </Form>
              )}
            </li>
          ))}
        </ul>
      )}
      {left.length > 0 && !mayReport && <p>{left.length === 1 ? "1 device is" : `${left.length} devices are`} no longer allowed and not reported as taken down.</p>}
      {left.length > 0 && mayReport && (
        <Form fold={left.length === 1 ? "Report that the device was taken down" : `Report which of the ${left.length} devices were taken down`} act={reportGone} title="Taking it down" hidden={{ ...formKey(), permitId: permit.id }} of="report-gone">
          <Choices name="devices" kind="checkbox" small legend="Which devices were taken down?" options={left.map(({ id, code, name, asset }) => ({ value: id, label: `${code}, ${name}, on ${asset.code}` }))} />
          <DateField name="removedOn" legend="On which day?" hint="For example 31 3 2027." />
          <TextArea name="evidence" label="What shows that they are gone?" hint="Who took them down, and how the place was left. You can add pictures once it is reported." rows={3} />
          <Button>Report it to the city</Button>
        </Form>
      )}
    </Section>
  );
}
