import type { ReactNode } from "react";
import { redirect } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { Page } from "@/components/page/page";
import { Unsent } from "@/components/page/unsent";
import { Notice } from "@/components/show/notice";
import { formKey } from "@/lib/forms/form-key";
import type { FormAct } from "@/lib/forms/state";
import { groupOf } from "@/lib/applications/presented";
import { isPartOpen } from "@/lib/applications/rules";
import { sectionWords } from "@/lib/applications/words";
import type { SectionName } from "@/lib/applications/schema";
import type { load } from "./load";

/** The frame of every section of an application: where one is, the form, and the ways on and out. A sent application is not edited here. */
export function SectionPage({ loaded: { application, here, isWritable }, section, act, lead, initial, before, children }: { loaded: Awaited<ReturnType<typeof load>>; section: SectionName; act: FormAct; lead?: ReactNode; initial?: Record<string, string | string[]>; before?: ReactNode; children: ReactNode }) {
  if (!isWritable || !isPartOpen(application, section)) redirect(here);
  const group = groupOf[section];
  const isLeftOut = group !== undefined && application.leftOut.includes(group);
  return (
    <Page title={sectionWords[section]} width="text" lead={lead} crumbs={[{ to: "/partner", label: "Applications" }, { to: here, label: application.title }, { label: sectionWords[section] }]}>
      <Unsent />
      {before}
      {isLeftOut ? (
        <Notice title="This is not shown to you.">What is written here belongs to a partner you have a tie to. A colleague without one can read and change it.</Notice>
      ) : (
        <Form act={act} title={`${sectionWords[section]}, ${application.title}`} hidden={{ ...formKey(application), applicationId: application.id }} initial={initial ?? {}}>
          {children}
          <Buttons>
            <Button>Save and go on</Button>
            <a href={here}>Leave without saving</a>
          </Buttons>
        </Form>
      )}
    </Page>
  );
}

/** Stored answers as the fields of a form show them: lists as lines. */
export const asTyped = (answers: Record<string, unknown> | undefined): Record<string, string | string[]> =>
  Object.fromEntries(Object.entries(answers ?? {}).map(([name, value]) => [name, Array.isArray(value) ? (name === "networkIds" ? value.map(String) : value.join("\n")) : String(value)]));
