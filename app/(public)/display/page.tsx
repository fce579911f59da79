import { cookies } from "next/headers";
import { Button } from "@/components/form/button";
import { Choices } from "@/components/form/choices";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { city } from "@/lib/core/city";
import { chooseTheme } from "./choose-theme";

export default async function Display() {
  const theme = (await cookies()).get("theme")?.value ?? "system";
  return (
    <Page title="Display and accessibility" width="text" lead={<p>The portal is made to be read by everyone: by eye, by ear, by keyboard, on a small phone, enlarged, and on paper.</p>}>
      <Section title="Light or dark">
        <form action={chooseTheme} className="form">
          <Choices name="theme" kind="radio" legend="Show pages" value={theme} options={[{ value: "system", label: "As my device is set" }, { value: "light", label: "Always light" }, { value: "dark", label: "Always dark" }]} />
          <Button kind="plain">Keep this</Button>
        </form>
      </Section>
      <Section title="What you can count on">
        <ul>
          <li>Every page and every form works without JavaScript.</li>
          <li>Everything on a map is also in a list.</li>
          <li>No status is told by colour alone.</li>
          <li>Text grows with your browser’s setting, to four times its size.</li>
        </ul>
      </Section>
      <Section title="Something is in your way?">
        <p>
          Tell us, and a person answers: <a href={`mailto:${city.mail}`}>{city.mail}</a>, or {city.telephone}, {city.hours}.
        </p>
      </Section>
    </Page>
  );
}
