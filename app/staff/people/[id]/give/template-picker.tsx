import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Select } from "@/components/form/select";
import { Notice } from "@/components/show/notice";
import { one, type Given } from "@/app/staff/access/asked";
import { capabilities } from "@/lib/access/capabilities";
import { templateNames, templates, type TemplateName } from "@/lib/people/templates";
import type { PersonFile } from "@/lib/people/queries";

/** Chooses a usual job and an agency; the address then fills the form, and nothing else remembers it. */
export function TemplatePicker({ to, template, agencies, agency }: { to: string; template: string; agencies: { id: string; name: string }[]; agency: string }) {
  return (
    <form action={to} method="get">
      <p className="note soft">It only fills the form. What is stored is this person’s own permission.</p>
      <Select name="template" label="Job" value={template} options={[{ value: "", label: "None" }, ...templateNames.map((name) => ({ value: name, label: templates[name].words }))]} />
      <Select name="agencyId" label="At" value={agency} options={[{ value: "", label: "Every agency" }, ...agencies.map(({ id, name }) => ({ value: id, label: name }))]} />
      <Buttons>
        <Button kind="plain">Fill the form</Button>
      </Buttons>
    </form>
  );
}

/** A job of several permissions: which of them this person holds, and the way to each. */
export function TemplateParts({ template, given, person }: { template: TemplateName; given: Given; person: PersonFile }) {
  const { words, capabilities: parts } = templates[template];
  const wanted = partOf(template, given, person);
  if (parts.length < 2) return null;
  const address = (capability: string) => `?${new URLSearchParams({ template, capability, ...(one(given.agencyId) ? { agencyId: one(given.agencyId) ?? "" } : {}) }).toString()}`;
  return (
    <Notice title={`${words} is ${parts.length} permissions`}>
      <p>Give them one after another; each stands for itself.</p>
      <ul>
        {parts.map((capability) => (
          <li key={capability}>
            {capability === wanted ? <b>{capabilities[capability].words}: in the form below</b> : <a href={address(capability)}>{capabilities[capability].words}</a>}
            {isHeld(person, capability) && " (held already)"}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

const isHeld = (person: PersonFile, capability: string) => person.grants.some((grant) => grant.capability === capability && grant.status === "active");

/** The part of a job that the form is about: the one asked for, else the first not yet held. */
export function partOf(template: TemplateName, given: Given, person: PersonFile): string {
  const parts: readonly string[] = templates[template].capabilities;
  return parts.find((part) => part === one(given.capability)) ?? parts.find((part) => !isHeld(person, part)) ?? parts[0] ?? "";
}
