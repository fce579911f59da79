import { Field } from "@/components/form/field";
import { TextArea } from "@/components/form/text-area";
import { terms } from "../actions";
import { load } from "../load";
import { asTyped, SectionPage } from "../section-page";

export default async function Terms({ params }: PageProps<"/partner/applications/[reference]/terms">) {
  const loaded = await load(params);
  return (
    <SectionPage loaded={loaded} section="terms" act={terms} lead={<p>We ask so that whoever decides knows which interests hang on it. Only officers who may read commercial terms see this; residents do not.</p>} initial={asTyped(loaded.application.draft.terms)}>
      <Field name="paid" label="What do you pay the city a year?" hint="A sum, or write: nothing." width="medium" />
      <TextArea name="others" label="Who else pays for it or earns by it?" hint="Name them and say for what, or write: nobody." rows={3} />
      <Field name="contract" label="Number of the contract with the city" width="medium" optional />
    </SectionPage>
  );
}
