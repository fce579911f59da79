import { Choices } from "@/components/form/choices";
import { Field } from "@/components/form/field";
import { TextArea } from "@/components/form/text-area";
import { data } from "../actions";
import { load } from "../load";
import { asTyped, SectionPage } from "../section-page";

export default async function Data({ params }: PageProps<"/partner/applications/[reference]/data">) {
  const loaded = await load(params);
  const answers = asTyped(loaded.application.draft.data);
  return (
    <SectionPage loaded={loaded} section="data" act={data} lead={<p>All of this is public. Write it so that somebody on the street understands it.</p>} initial={answers}>
      <TextArea name="collects" label="What do the devices collect?" hint="One thing a line. For example: Fine dust (PM2.5), in µg per m³." rows={5} />
      <Choices
        name="identifies"
        kind="radio"
        legend="Can it identify people?"
        {...(typeof answers.identifies === "string" ? { value: answers.identifies } : {})}
        options={[
          { value: "no", label: "No", hint: "It neither sees, hears nor counts people." },
          { value: "anonymous", label: "It is made anonymous at once", hint: "It notices people, and keeps nothing that leads back to one." },
          { value: "yes", label: "Yes", hint: "Faces, voices, number plates, phones, cards." },
        ]}
      />
      <Field name="kept" label="How long is it kept?" hint="For example: 30 days." width="medium" />
      <Field name="shared" label="Who else gets it?" hint="Name them, or write: nobody." />
    </SectionPage>
  );
}
