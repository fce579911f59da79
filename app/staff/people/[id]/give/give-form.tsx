import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { one, type Given } from "@/app/staff/access/asked";
import { capabilities, staffCapabilities, type Capability } from "@/lib/access/capabilities";
import { addDays, isoDay } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import { templates, type TemplateName } from "@/lib/people/templates";
import type { PersonFile } from "@/lib/people/queries";
import { capabilityWords, listWords } from "@/lib/people/words";
import { give } from "../../actions";
import { ConditionFields, ScopeFields, type Scopes } from "../scope-fields";
import { partOf } from "./template-picker";

/** What, where, from when to when, on which conditions, and why. What reaches far is proposed to a second person instead. */
export function GiveForm({ person, given, template, scopes, courses, far, today }: { person: PersonFile; given: Given; template: TemplateName | null; scopes: Scopes; courses: string[]; far: Capability[]; today: Date }) {
  const capability = template ? partOf(template, given, person) : (one(given.capability) ?? "");
  const job = template ? templates[template] : null;
  const until = job ? isoDay(addDays(today, job.days)) : "";
  return (
    <Form act={give} title={`Give ${person.name} a permission`} hidden={{ ...formKey(), personId: person.id }} initial={{ capability, agencyId: one(given.agencyId) ?? "", zoneId: one(given.zoneId) ?? "", reason: job?.reason ?? "", validUntil: until }}>
      <Select name="capability" label="They may" value={capability} options={[{ value: "", label: "Choose" }, ...staffCapabilities.map((value) => ({ value, label: capabilities[value].words }))]} hint={far.length > 0 ? `${listWords(far.map(capabilityWords), "or").replace(/^./, (letter) => letter.toUpperCase())}: a second person has to agree, so it is proposed.` : undefined} />
      <ScopeFields scopes={scopes} agencyId={one(given.agencyId)} />
      <div className="duo">
        <DateField name="validFrom" legend="From" hint="Leave it empty for now." />
        <DateField name="validUntil" legend="Until" hint="Leave it empty for no end." {...(until ? { value: until } : {})} />
      </div>
      <ConditionFields courses={courses} />
      <TextArea name="reason" label="Reason" hint="They read it, and so does the auditor." rows={3} {...(job ? { value: job.reason } : {})} />
      <Buttons>
        <Button>Give it</Button>
        <a href={`/staff/people/${person.id}`}>Leave it as it is</a>
      </Buttons>
    </Form>
  );
}
