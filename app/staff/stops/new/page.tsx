import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Choices } from "@/components/form/choices";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Empty } from "@/components/show/empty";
import { readScope, scopeChoices, scopeKey, scopeParts, stopAhead } from "@/lib/enforcement/queries";
import { effects, effectWords } from "@/lib/enforcement/words";
import { scopeOf } from "@/lib/enforcement/rules";
import { signedIn } from "@/lib/session/current";
import { BuiltScope } from "./built-scope";
import { Ahead } from "./ahead";
import { OrderForm } from "./order-form";

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value) || undefined;
const many = (n: number, one: string, more: string) => (n === 1 ? `1 ${one}` : `${n.toLocaleString("en-GB")} ${more}`);

/** First how far it reaches and what it does, both in the address; then what that would do; then why, and the deed. */
export default async function NewStop({ searchParams }: PageProps<"/staff/stops/new">) {
  const given = await searchParams;
  const who = await signedIn("/staff/stops/new");
  if (!who.ability.rulesFor("suspend", "Stop").concat(who.ability.rulesFor("revoke", "Stop")).some((rule) => !rule.inverted)) notFound();
  const start = { permit: one(given.permit), device: one(given.device), asset: one(given.asset), partner: one(given.partner) };
  const effect = effects.find((each) => each === one(given.effect)) ?? "suspend";
  const built = scopeOf({ partnerId: one(given.ofPartner), zoneId: one(given.zone), assetClass: one(given.class) as never, networkId: one(given.network), make: one(given.make), model: one(given.model) });
  const asked = readScope(one(given.over)) ?? readScope(scopeKey(built));
  const choices = await scopeChoices(who, start, asked);
  const chosen = choices.find(({ key }) => asked && key === scopeKey(asked)) ?? choices[0];
  const ahead = chosen ? await stopAhead(who, chosen.scope, effect) : null;
  const hidden = Object.entries(start).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const title = chosen ? effectWords[effect].title : "Order a stop";
  return (
    <Page
      title={title}
      width="wide"
      crumbs={[{ to: "/staff/stops", label: "Stops" }, { label: title }]}
      lead={<p>Take only what you must. What it would do is computed before you decide, and you decide on exactly that.</p>}
      aside={ahead && <Ahead ahead={ahead} effect={effect} />}
    >
      {chosen && (
        <form method="get" action="/staff/stops/new" className="stack-lg">
          {hidden.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Choices name="over" kind="radio" legend="How far does it reach?" value={chosen.key} options={choices.map(({ key, label, devices, permits }) => ({ value: key, label, end: `${many(devices, "device", "devices")}, ${many(permits, "permit", "permits")}` }))} />
          <Choices name="effect" kind="radio" legend="What does it do?" value={effect} options={effects.map((each) => ({ value: each, label: effectWords[each].label, hint: effectWords[each].hint }))} />
          <Button kind="plain">Show what it would do</Button>
        </form>
      )}
      {!chosen && (asked || hidden.length > 0) && <Empty title="Nothing lies under this">It may be over by now, or not be yours to see.</Empty>}
      {chosen && ahead && <OrderForm key={`${chosen.key} ${effect}`} scope={chosen.scope} effect={effect} ahead={ahead} title={title} ratifyHours={who.held.policy.emergency.ratifyHours} />}
      <Section title="Something else" id="else">
        <BuiltScope parts={await scopeParts()} effect={effect} />
      </Section>
    </Page>
  );
}
