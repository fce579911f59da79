import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { capabilities, staffCapabilities } from "@/lib/access/capabilities";
import { pairNames, pairs, type Policy } from "@/lib/access/policy";
import { formKey } from "@/lib/forms/form-key";
import { publish } from "../../actions";

const each = staffCapabilities.map((value) => ({ value, label: capabilities[value].words }));
const linesOf = (record: Partial<Record<string, string | number>>): string => Object.entries(record).map(([name, value]) => `${name}: ${value}`).join("\n");

/** The rules as one form: tick boxes, numbers, and a line for each capability that asks for something. */
export function PolicyForm({ policy, number }: { policy: Policy; number: number }) {
  return (
    <Form act={publish} title="Write a new version of the rules of access" hidden={{ ...formKey(), number: String(number) }}>
      <Choices name="secondPerson" kind="checkbox" small legend="Two people have to agree before somebody may" options={each} value={policy.secondPerson} />
      <TextArea name="recentMinutes" label="A fresh code" hint={<>One a line: the permission and the minutes, like permits.revoke: 15. Names: {staffCapabilities.join(", ")}.</>} rows={5} value={linesOf(policy.recentMinutes)} />
      <TextArea name="courses" label="Trainings that are recorded" hint="One a line." rows={4} value={policy.courses.join("\n")} />
      <TextArea name="training" label="Trainings that are needed" hint="One a line: the permission and the training, like permits.decide: Deciding permits." rows={3} value={linesOf(policy.training)} />
      <Choices name="apart" kind="checkbox" small legend="Kept in different hands" options={pairNames.map((value) => ({ value, label: pairs[value].words }))} value={policy.apart} />
      <Field name="coolingDays" type="number" label="Former members of a partner keep away from its cases for" hint="Days." width="short" value={String(policy.coolingDays)} />
      <Choices name="emergencyCapabilities" kind="checkbox" small legend="In an emergency may be taken" options={each} value={policy.emergency.capabilities} />
      <Field name="emergencyHours" type="number" label="What is taken holds for" hint="Hours." width="short" value={String(policy.emergency.hours)} />
      <Field name="ratifyHours" type="number" label="A different person ratifies it within" hint="Hours." width="short" value={String(policy.emergency.ratifyHours)} />
      <Field name="requestDays" type="number" label="What is asked for is over after" hint="Days without an answer." width="short" value={String(policy.requestDays)} />
      <Field name="keepCityYears" type="number" label="Who decided for the city stays known for" hint="Years after their last decision, as the law asks." width="short" value={String(policy.keep.cityYears)} />
      <Field name="keepPartnerYears" type="number" label="Who sent an application stays known for" hint="Years after the last one." width="short" value={String(policy.keep.partnerYears)} />
      <TextArea name="reason" label="Why is it changed?" hint="Everyone reads it." rows={3} />
      <Buttons>
        <Button>Publish this version</Button>
        <a href="/staff/access/policy">Leave it as it is</a>
      </Buttons>
    </Form>
  );
}
