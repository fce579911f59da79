import type { ReactNode } from "react";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { formKey } from "@/lib/forms/form-key";
import type { FormAct } from "@/lib/forms/state";

/** One deed about one person, on a page of its own: what it does, its fields, the reason, and a button that says it. */
export function PersonDeed({ person, title, short, lead, act, record, hidden, button, danger = false, reason = "Reason", aside, children }: { person: { id: string; name: string }; title: string; short: string; lead: ReactNode; act: FormAct; record?: { version: number }; hidden: Record<string, string>; button: string; danger?: boolean; reason?: string | null; aside?: ReactNode; children?: ReactNode }) {
  const here = `/staff/people/${person.id}`;
  return (
    <Page title={title} {...(aside ? { width: "wide" as const, aside } : { width: "text" as const })} caption={person.name} crumbs={[{ to: "/staff/people", label: "People" }, { to: here, label: person.name }, { label: short }]} lead={lead}>
      <Form act={act} title={`${title}: ${person.name}`} hidden={{ ...formKey(record), ...hidden }}>
        {children}
        {reason && <TextArea name="reason" label={reason} hint="They read it, and so does the auditor." rows={3} />}
        <Buttons>
          <Button kind={danger ? "danger" : "primary"}>{button}</Button>
          <a href={here}>Leave it as it is</a>
        </Buttons>
      </Form>
    </Page>
  );
}
