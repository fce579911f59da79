import { cookies } from "next/headers";
import { languageNow } from "@/app/languages/language";
import { Button } from "@/components/form/button";
import { Choices } from "@/components/form/choices";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { city } from "@/lib/core/city";
import { chooseTheme } from "./choose-theme";

export default async function Display() {
  const [jar, { code, words }] = await Promise.all([cookies(), languageNow()]);
  const theme = jar.get("theme")?.value ?? "system";
  const { displayPage: said } = words;
  return (
    <Page title={said.title} width="text" lead={<p>{said.lead}</p>}>
      <Section title={said.light}>
        <form action={chooseTheme.bind(null, code)} className="form">
          <Choices name="theme" kind="radio" legend={said.show} value={theme} options={[{ value: "system", label: said.system }, { value: "light", label: said.alwaysLight }, { value: "dark", label: said.alwaysDark }]} />
          <Button kind="plain">{said.keep}</Button>
        </form>
      </Section>
      <Section title={said.count}>
        <ul>
          {said.countMore.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </Section>
      <Section title={said.wrong}>
        <p>{said.wrongMore(<a href={`mailto:${city.mail}`}>{city.mail}</a>, city.telephone, city.hours)}</p>
      </Section>
    </Page>
  );
}
