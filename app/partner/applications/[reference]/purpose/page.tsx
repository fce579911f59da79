import { Choices } from "@/components/form/choices";
import { DateField } from "@/components/form/date-field";
import { Field } from "@/components/form/field";
import { TextArea } from "@/components/form/text-area";
import { purposes } from "@/lib/applications/schema";
import { purposeWords } from "@/lib/applications/words";
import { purpose } from "../actions";
import { load } from "../load";
import { asTyped, SectionPage } from "../section-page";

export default async function Purpose({ params }: PageProps<"/partner/applications/[reference]/purpose">) {
  const loaded = await load(params);
  const answers = asTyped(loaded.application.draft.purpose);
  return (
    <SectionPage loaded={loaded} section="purpose" act={purpose} lead={<p>What residents read first, and what the officer weighs.</p>} initial={answers}>
      <Field name="title" label="Name of the deployment" hint="For example: Air quality sensors, Lantern Row." />
      <Choices name="purpose" kind="radio" legend="What are the devices for?" {...(typeof answers.purpose === "string" ? { value: answers.purpose } : {})} options={purposes.map((value) => ({ value, label: purposeWords[value] ?? value }))} />
      <TextArea name="why" label="Why are they needed here?" hint="Say what gets better for whom. Residents read this on the page of each device." rows={5} />
      <DateField name="until" legend="Until when do you want them to hang?" hint="For example 30 6 2028. The officer may choose an earlier day." {...(typeof answers.until === "string" ? { value: answers.until } : {})} />
    </SectionPage>
  );
}
