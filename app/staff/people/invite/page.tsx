import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { Page } from "@/components/page/page";
import { may } from "@/lib/access/may";
import { formKey } from "@/lib/forms/form-key";
import { signedIn } from "@/lib/session/current";
import { invite } from "../actions";

export default async function Invite() {
  const who = await signedIn("/staff/people/invite");
  if (!may(who.ability, "invite", "Person", { id: "" }).may) notFound();
  return (
    <Page title="Invite someone" width="text" crumbs={[{ to: "/staff/people", label: "People" }, { label: "Invite" }]} lead={<p>They get a mail with a link that works once, for a week. They hold nothing until somebody gives it to them.</p>}>
      <Form act={invite} title="Invite someone" hidden={formKey()}>
        <Field name="name" label="Name" autoComplete="off" />
        <Field name="email" type="email" label="Work e-mail address" hint="Their own: nobody shares an account." autoComplete="off" />
        <Field name="line" label="What they do" hint="Shown beside their name; it allows nothing." optional />
        <Buttons>
          <Button>Send the invitation</Button>
          <a href="/staff/people">Leave it</a>
        </Buttons>
      </Form>
    </Page>
  );
}
