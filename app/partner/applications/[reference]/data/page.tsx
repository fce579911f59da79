import { Choices } from "@/components/form/choices";
import { Field } from "@/components/form/field";
import { TextArea } from "@/components/form/text-area";
import { Select } from "@/components/form/select";
import { lawfulBases, transferMechanisms } from "@/lib/applications/schema";
import { basisWords, transferWords } from "@/lib/applications/words";
import { data } from "../actions";
import { load } from "../load";
import { asTyped, SectionPage } from "../section-page";

export default async function Data({ params }: PageProps<"/partner/applications/[reference]/data">) {
  const loaded = await load(params);
  const answers = asTyped(loaded.application.draft.data);
  const chosen = (name: string) => (typeof answers[name] === "string" ? { value: answers[name] } : {});
  return (
    <SectionPage loaded={loaded} section="data" act={data} lead={<p>All of it is public, on the page of each device: write it so that somebody on the street understands it.</p>} initial={answers}>
      <input type="hidden" name="told" value="residents" />
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
      <h2>If it notices people</h2>
      <p className="note">Leave these open where it does not.</p>
      <Select name="basis" label="On which lawful basis is it used?" {...chosen("basis")} options={[{ value: "", label: "It is not about people" }, ...lawfulBases.map((value) => ({ value, label: basisWords[value] }))]} optional />
      <Field name="access" label="Who can get at it, and for what?" hint="Roles will do: two operators of ours, to look into faults." optional />
      <Field name="storedIn" label="Where is it stored?" hint="The place and the country." width="medium" optional />
      <Select name="transfer" label="Does it leave the country?" {...chosen("transfer")} options={[{ value: "", label: "It is not about people" }, ...transferMechanisms.map((value) => ({ value, label: transferWords[value] }))]} optional />
      <Field name="processor" label="Who processes it for you?" hint="Another company, with its country. Leave it open where nobody does." optional />
    </SectionPage>
  );
}
