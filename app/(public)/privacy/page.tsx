import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { languageNow } from "@/app/languages/language";
import { city } from "@/lib/core/city";

export default async function Privacy() {
  const { words, to } = await languageNow();
  const { privacy: said } = words;
  return (
    <Page title={said.title} width="text" lead={<p>{said.lead}</p>}>
      <Section title={said.reading}>
        <p>{said.readingMore}</p>
      </Section>
      <Section title={said.signingIn}>
        {said.signingInMore.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </Section>
      <Section title={said.telling}>
        <p>{said.tellingMore((link) => <a href={to("/concerns")}>{link}</a>)}</p>
      </Section>
      <Section title={said.following}>
        <p>{said.followingMore}</p>
      </Section>
      <Section title={said.devices}>
        <p>{said.devicesMore}</p>
        <p>{said.asking((link) => <a href={to("/data-rights")}>{link}</a>)}</p>
      </Section>
      <Section title={said.withheld} id="withheld">
        <p>{said.withheldMore}</p>
      </Section>
      <Section title={said.us}>
        <p>{said.usMore(<a key="mail" href={`mailto:${city.mail}`}>{city.mail}</a>, city.telephone, city.hours)}</p>
      </Section>
    </Page>
  );
}
