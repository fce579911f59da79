import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { DateField } from "@/components/form/date-field";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { Disclosure } from "@/components/show/disclosure";
import { capabilities, staffCapabilities } from "@/lib/access/capabilities";
import { formKey } from "@/lib/forms/form-key";
import { silenceWords } from "@/lib/reviews/words";
import { launch } from "./actions";

interface Named {
  id: string;
  name: string;
}

/** Which permissions are asked about, until when, and what silence means. */
export function LaunchForm({ zones, agencies, dueOn }: { zones: Named[]; agencies: Named[]; dueOn: string }) {
  const named = (all: Named[]) => all.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Form act={launch} title="Reviews" hidden={formKey()} initial={{ silence: "end", plant: "2" }}>
      <Field name="title" label="What is it called?" hint="Reviewers read it in their mail." />
      <Disclosure summary="Only some permissions">
        <Choices name="capabilities" kind="checkbox" small legend="Permissions to" hint="Choose none to ask about all of them." options={staffCapabilities.map((value) => ({ value, label: capabilities[value].words }))} />
      </Disclosure>
      <Select name="zoneId" label="That hold in" hint="Also those that hold everywhere." options={[{ value: "", label: "The whole city" }, ...named(zones)]} />
      <Select name="agencyId" label="On assets of" options={[{ value: "", label: "Every agency" }, ...named(agencies)]} />
      <DateField name="dueOn" legend="Last day to answer" hint="Reviewers are reminded 7 days and 1 day before." value={dueOn} />
      <Choices name="silence" kind="radio" small legend="Where nobody answers" options={[{ value: "end", label: silenceWords.end }, { value: "keep", label: silenceWords.keep }]} value="end" />
      <Field name="plant" type="number" width="short" label="Made up, to see who looks" hint="So many questions are about permissions that their holder never had. Reviewers cannot tell which. From 0 to 20." value="2" />
      <Buttons>
        <Button>Launch the review</Button>
      </Buttons>
    </Form>
  );
}
