import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { city } from "@/lib/core/city";

export default function Privacy() {
  return (
    <Page title="Privacy" width="text" lead={<p>You can read everything public here without an account. We do not follow you.</p>}>
      <Section title="When you read">
        <p>No cookie is set, nothing is loaded from elsewhere, and nobody else learns that you were here. If you choose light or dark, that choice is kept on your own device.</p>
      </Section>
      <Section title="When you sign in">
        <p>One cookie keeps you signed in, for twelve hours at most. We keep your name, your e-mail address, your permissions, and what you decided or sent, because each decision must name the person who made it. Your password is stored so that nobody can read it.</p>
        <p>If you are signed out while you write, what you typed is kept, sealed, in your own browser for an hour, until you have signed in again and sent it.</p>
      </Section>
      <Section title="When you tell the city something">
        <p>
          What you <a href="/concerns">report</a>, your pictures and your address are read by those who answer, and published nowhere. Ninety days after the answer they are gone. So that nobody sends by the thousand, a sealed mark of where something came from is kept
          for an hour.
        </p>
      </Section>
      <Section title="When you want to be told of decisions">
        <p>Your address is used for that and nothing else, and nobody of the city can see it. Each mail has a link that ends it; then the address is forgotten at once.</p>
      </Section>
      <Section title="What a device knows about you">
        <p>Each device’s page says what it collects, whether that can identify you, how long it is kept, and who answers for it.</p>
        <p>
          You can <a href="/data-rights">ask for it</a> once, and we hand it on to those who answer for it. Nobody of the city reads what you ask.
        </p>
      </Section>
      <Section title="Ask us">
        <p>
          Write to <a href={`mailto:${city.mail}`}>{city.mail}</a> or call {city.telephone}, {city.hours}.
        </p>
      </Section>
    </Page>
  );
}
