import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { Notice } from "@/components/show/notice";
import { AppealForm } from "@/app/partner/appeals/appeal-form";
import { appealStop } from "@/app/partner/appeals/actions";
import { wordInstant } from "@/lib/core/calendar";
import { ownPermit } from "@/lib/permits/queries";
import { stoppedWords } from "@/lib/permits/words";
import { signedIn } from "@/lib/session/current";

export default async function Appeal({ params }: PageProps<"/partner/permits/[reference]/appeal/[stop]">) {
  const { reference, stop: number } = await params;
  const here = `/partner/permits/${reference}`;
  const who = await signedIn(`${here}/appeal/${number}`);
  const permit = (await ownPermit(who, reference)) ?? notFound();
  const stop = permit.stops.find((each) => String(each.number) === number && each.state === "standing") ?? notFound();
  return (
    <Page
      title="Appeal against this decision"
      width="text"
      caption={permit.title}
      crumbs={[{ to: "/partner/permits", label: "Permits" }, { to: here, label: permit.reference }, { label: "Appeal" }]}
      lead={<p>An officer who did not decide it looks at it. If your appeal is upheld, a third officer decides anew. Until then nothing changes.</p>}
    >
      <Notice title={`${stoppedWords[stop.effect]} by ${stop.orderedBy}, ${wordInstant(stop.orderedAt)}.`}>{stop.reason}</Notice>
      <AppealForm act={appealStop} title={`Appeal: ${permit.title}`} on={{ permitId: permit.id, stopId: stop.id }} back={here} />
    </Page>
  );
}
