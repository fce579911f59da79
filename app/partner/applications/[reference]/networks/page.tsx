import { Choices } from "@/components/form/choices";
import { TextArea } from "@/components/form/text-area";
import { networksToChoose } from "@/lib/assets/queries";
import { networks } from "../actions";
import { load } from "../load";
import { asTyped, SectionPage } from "../section-page";

export default async function Networks({ params }: PageProps<"/partner/applications/[reference]/networks">) {
  const loaded = await load(params);
  const choices = await networksToChoose();
  const answers = asTyped(loaded.application.draft.networks);
  return (
    <SectionPage loaded={loaded} section="networks" act={networks} lead={<p>What is not named here, the devices may not talk to.</p>} initial={answers}>
      <Choices name="networkIds" kind="checkbox" legend="Which networks of the city do they use?" hint="None, if they bring their own." value={answers.networkIds ?? []} options={choices.map((network) => ({ value: network.id, label: network.name, hint: network.agency.name }))} />
      <TextArea name="talksTo" label="What do they talk to?" hint="One address a line, with its port: data.example.org:8883. Only officers who may read network addresses see it." rows={4} />
    </SectionPage>
  );
}
