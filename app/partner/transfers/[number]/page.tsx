import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { Page } from "@/components/page/page";
import { Summary } from "@/components/show/summary";
import { wordInstant } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import { partnersNamed, permitOffered } from "@/lib/permits/queries";
import { signedIn } from "@/lib/session/current";
import { answer } from "../actions";

const over = { offered: "", accepted: "You took it on.", declined: "You declined it.", withdrawn: "It is not offered to you any more." } as const;

export default async function Offered({ params }: PageProps<"/partner/transfers/[number]">) {
  const { number } = await params;
  const who = await signedIn(`/partner/transfers/${number}`);
  const offer = (await permitOffered(who, number)) ?? notFound();
  const from = (await partnersNamed([offer.fromId])).get(offer.fromId) ?? "Another partner";
  const closed = offer.status === "offered" ? undefined : (
    <p>
      {over[offer.status]} <a href={offer.application && offer.status === "accepted" ? `/partner/applications/${offer.application.reference}` : "/partner"}>{offer.status === "accepted" ? "Go on with the application" : "See your applications"}</a>
    </p>
  );
  return (
    <Page title={`${from} offers you a permit`} width="text" caption={offer.title} crumbs={[{ to: "/partner", label: "Applications" }, { label: `Offer ${offer.number}` }]} lead={<p>If you take it on, you get an application that is filled in with the devices and where they are. You write how you keep them safe, who answers and who pays, and send it. Nothing is yours before the city has approved that.</p>}>
      <Summary
        rows={[
          { term: "Permit", value: `${offer.title}, ${offer.reference}` },
          { term: "Devices", value: String(offer.devices) },
          { term: "They write", value: offer.words },
          { term: "Offered", value: wordInstant(offer.offeredAt) },
        ]}
      />
      <Form act={answer} title={`${from} offers you a permit`} hidden={{ ...formKey(offer), offerId: offer.id }} closed={closed}>
        <Choices name="outcome" kind="radio" legend="Do you take it on?" options={[{ value: "accepted", label: "Yes, begin the application" }, { value: "declined", label: "No" }]} />
        <Buttons>
          <Button>Answer</Button>
          <a href="/partner">Not now</a>
        </Buttons>
      </Form>
    </Page>
  );
}
