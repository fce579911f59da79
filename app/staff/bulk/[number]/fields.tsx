import { Choices } from "@/components/form/choices";
import { DateField } from "@/components/form/date-field";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { GroundsChoice, WithoutNotice } from "@/app/staff/hearings/heard-fields";
import { conditionLibrary, libraryKeys } from "@/lib/applications/condition-library";
import { sectionNames } from "@/lib/applications/schema";
import { sectionWords } from "@/lib/applications/words";
import type { BulkDeed } from "@/lib/bulk/schema";

const Reason = ({ hint }: { hint: string }) => <TextArea name="reason" label="Reason" hint={hint} rows={4} />;
const public_ = "The same for all. Partners read it, and residents where it is public. You cannot change it later.";
const AnswerBy = () => <DateField name="by" legend="Answer by" hint="Left empty: the usual time." />;

/** What is the same for every record of a selection, by what is to be done. */
export function RunFields({ deed, colleagues }: { deed: BulkDeed; colleagues: { id: string; name: string }[] }) {
  switch (deed) {
    case "case_take":
      return <p className="note">You hold each of them from then on; whoever held one before is shown in its history.</p>;
    case "case_assign":
      return (
        <>
          <Select name="personId" label="Colleague" options={[{ value: "", label: "Choose" }, ...colleagues.map(({ id, name }) => ({ value: id, label: name }))]} />
          <Reason hint="They read it with each case." />
        </>
      );
    case "case_request_changes":
      return (
        <>
          <Choices name="parts" kind="checkbox" small legend="Parts" hint="Only these open up. None chosen: all of them." options={sectionNames.map((name) => ({ value: name, label: sectionWords[name] }))} />
          <AnswerBy />
          <Reason hint="The same for all. Each partner reads it." />
        </>
      );
    case "case_consider":
      return (
        <>
          <GroundsChoice />
          <AnswerBy />
          <Reason hint="The same for all. Each partner reads it, and may answer." />
        </>
      );
    case "case_approve":
      return (
        <>
          <p className="note">Each until the day that its partner asked for. One that its tier asks more of is not approved here, and says so.</p>
          <Choices name="library" kind="checkbox" small legend="Conditions from the list" options={libraryKeys.map((key) => ({ value: key, label: conditionLibrary[key].words }))} />
          <TextArea name="conditions" label="More conditions" hint="One a line." rows={3} optional />
          <Reason hint={public_} />
        </>
      );
    case "case_refuse":
      return (
        <>
          <GroundsChoice />
          <WithoutNotice hint="For those that were not heard. It stands in the public record." />
          <Reason hint={public_} />
        </>
      );
    case "permit_consider":
      return (
        <>
          <Choices name="intends" kind="radio" small legend="What do you consider?" options={[{ value: "suspension", label: "Suspending them" }, { value: "revocation", label: "Revoking them" }]} />
          <GroundsChoice />
          <AnswerBy />
          <Reason hint="The same for all. Each partner reads it, and may answer." />
        </>
      );
    case "permit_suspend":
      return (
        <>
          <DateField name="until" legend="Look at it again on" hint="They do not begin again by themselves." />
          <WithoutNotice hint="For those that were not heard. It stands in the public record." />
          <Reason hint={public_} />
        </>
      );
    case "permit_resume":
      return <Reason hint={public_} />;
    case "permit_revoke":
      return (
        <>
          <Choices name="confirm" kind="checkbox" legend="Are you sure?" options={[{ value: "yes", label: "I withdraw them for good" }]} />
          <WithoutNotice hint="For those that were not heard. It stands in the public record." />
          <Reason hint={public_} />
        </>
      );
  }
}
