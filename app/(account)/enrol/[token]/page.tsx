import QRCode from "qrcode";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { Page } from "@/components/page/page";
import { invitedBy } from "@/lib/people/queries";
import { enrolmentAddress, newSecret, sealSecret } from "@/lib/session/totp";
import { enrolHere } from "./enrol-here";

export default async function Enrol({ params }: PageProps<"/enrol/[token]">) {
  const { token } = await params;
  const invited = await invitedBy(token);
  if (!invited) {
    return (
      <Page title="This link does not work any more" width="text" lead={<p>It was used already, or its week is over.</p>}>
        <p>Ask the person who invited you for a new one. If you have an account, <a href="/sign-in">sign in</a>.</p>
      </Page>
    );
  }
  const secret = newSecret();
  const square = await QRCode.toString(enrolmentAddress(secret, invited.email), { type: "svg", margin: 2, errorCorrectionLevel: "M" });
  return (
    <Page title={`Welcome, ${invited.name}`} width="text" lead={<p>This account is yours alone. Choose a password{invited.isMember ? "" : " and pair an authenticator app"}.</p>}>
      <Form act={enrolHere} title="Take your account" hidden={{ token, secret: sealSecret(secret) }}>
        <Field name="password" type="password" label="Password" hint="At least 12 characters. Three or four words that belong together only for you are good." autoComplete="new-password" />
        <h2>{invited.isMember ? "A second factor, if you want one" : "Your second factor"}</h2>
        <p>Scan this with an authenticator app, or type the key into it. Then enter the 6 digits it shows.</p>
        <img className="square-code" src={`data:image/svg+xml;base64,${Buffer.from(square).toString("base64")}`} alt="Square code with the key below" width="200" height="200" />
        <p className="note">
          Key: <code>{secret.match(/.{1,4}/g)?.join(" ")}</code>
        </p>
        <Field name="code" label="Code from the app" inputMode="numeric" autoComplete="one-time-code" width="short" optional={invited.isMember} />
        <Buttons>
          <Button>Take my account</Button>
        </Buttons>
      </Form>
    </Page>
  );
}
