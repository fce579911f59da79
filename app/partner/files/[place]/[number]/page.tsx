import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { FileForms } from "@/app/partner/files/file-forms";
import { filingPlace } from "@/lib/files/queries";
import { placeWords } from "@/lib/files/words";
import { signedIn } from "@/lib/session/current";
import { add, takeBack } from "./actions";

const leads = {
  notice: "Add them before you send your answer: then they go with it, and nothing can be added or taken back.",
  obligation: "Add them before you show that the condition is kept: then they go with it.",
  removal: "Pictures of the place, or the report of whoever took them down. You can add files until the city has answered.",
} as const;
const isPlace = (place: string): place is keyof typeof leads => Object.hasOwn(leads, place);

export default async function Files({ params }: PageProps<"/partner/files/[place]/[number]">) {
  const { place, number } = await params;
  if (!isPlace(place)) notFound();
  const who = await signedIn(`/partner/files/${place}/${number}`);
  const at = (await filingPlace(who, place, number)) ?? notFound();
  const back = place === "notice" ? `/partner/notices/${number}` : `/partner/permits/${at.reference}#${place === "obligation" ? "obligations" : "removal"}`;
  return (
    <Page
      title="Evidence files"
      width="text"
      caption={`${at.title}, ${placeWords[place]}`}
      crumbs={[at.of === "Permit" ? { to: "/partner/permits", label: "Permits" } : { to: "/partner", label: "Applications" }, { to: `/partner/${at.of === "Permit" ? "permits" : "applications"}/${at.reference}`, label: at.reference }, { label: "Evidence files" }]}
      lead={<p>{leads[place]}</p>}
    >
      <FileForms place={place} ofId={at.id} files={at.files} isOpen={at.isOpen} add={add} remove={takeBack} back={back} />
    </Page>
  );
}
