import { redirect } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { Notice } from "@/components/show/notice";
import { isDemo } from "@/lib/core/mode";
import { currentPerson } from "@/lib/session/current";
import { signInHere } from "./sign-in-here";
import { DemoCast } from "./demo-cast";

export default async function SignIn({ searchParams }: PageProps<"/sign-in">) {
  const { to, left, enrolled, kept } = await searchParams;
  const next = typeof to === "string" ? to : "";
  if (await currentPerson()) redirect("/account");
  return (
    <main id="main" tabIndex={-1}>
      <div className="wrap">
        <div className="door">
          <h1>Sign in</h1>
          {left === "yes" && <Notice kind="granted">You are signed out.</Notice>}
          {kept === "yes" && <Notice kind="waiting" title="You were signed out meanwhile.">What you typed is kept in this browser for an hour. Sign in, and it is on its page again.</Notice>}
          {enrolled === "yes" && <Notice kind="granted" title="Your account is ready.">Sign in with the password you chose, and a new code from your app.</Notice>}
          {isDemo() && <DemoCast to={next} />}
          <Form act={signInHere} title="Sign in" hidden={{ to: next }}>
            <Field name="email" type="email" label="E-mail address" autoComplete="username" spellCheck={false} />
            <Field name="password" type="password" label="Password" autoComplete="current-password" />
            <Field name="code" label="Code from your authenticator app" hint="6 digits. Leave it empty if you have not set one up; city staff always have one." inputMode="numeric" autoComplete="one-time-code" width="short" />
            <Buttons>
              <Button>Sign in</Button>
            </Buttons>
          </Form>
          <div className="stack note">
            <p>
              You only want to look at the register? <a href="/devices">You need no account for that.</a>
            </p>
            <p>
              Your organisation is new here? <a href="/register">Register it.</a>
            </p>
            <p className="soft">Each account belongs to one person. If you lost your password or your app, ask the person who invited you for a new start.</p>
          </div>
        </div>
      </div>
      <title>Sign in – Lamppost</title>
    </main>
  );
}
