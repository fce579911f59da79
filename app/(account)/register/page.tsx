import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { Page } from "@/components/page/page";
import { Done } from "@/components/show/done";
import { formKey } from "@/lib/forms/form-key";
import { registerHere } from "./register-here";

export default async function RegisterOrganisation({ searchParams }: PageProps<"/register">) {
  if ((await searchParams).sent === "yes") {
    return (
      <Page title="Look into your mail" width="text">
        <Done title="We have what you sent">
          <p>We wrote to you. The link in the mail takes you to your account; it works once, for a week.</p>
          <p>Meanwhile an officer checks your organisation. You can begin an application before that is done.</p>
        </Done>
      </Page>
    );
  }
  return (
    <Page title="Register your organisation" width="text" lead={<p>For organisations that want to put something on the city’s poles, cabinets or shelters. An officer checks it once, and somebody who may sign for it signs <a href="/terms">the city’s terms</a>.</p>}>
      <Form act={registerHere} title="Register your organisation" hidden={formKey()}>
        <Field name="organisation" label="Name of the organisation" autoComplete="organization" />
        <Field name="registrationNumber" label="Number in the company register" hint="The officer looks it up, to see that it is you." width="medium" />
        <Field name="website" type="url" label="Website" optional />
        <Field name="publicContact" type="email" label="E-mail address for residents" hint="Shown on the page of each of your devices. Use one that is not a person’s own." />
        <h2>You, its first member</h2>
        <Field name="name" label="Your name" autoComplete="name" />
        <Field name="email" type="email" label="Your work e-mail address" hint="We send the link to your account there. Residents do not see it." autoComplete="email" />
        <Buttons>
          <Button>Register</Button>
        </Buttons>
      </Form>
      <p className="note">
        Is it registered already? Ask a colleague there to invite you. <a href="/sign-in">Sign in</a> if you have an account.
      </p>
    </Page>
  );
}
