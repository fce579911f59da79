import { Field } from "@/components/form/field";
import { contact } from "../actions";
import { load } from "../load";
import { asTyped, SectionPage } from "../section-page";

export default async function Contact({ params }: PageProps<"/partner/applications/[reference]/contact">) {
  const loaded = await load(params);
  return (
    <SectionPage loaded={loaded} section="contact" act={contact} lead={<p>Whom the city calls, by day and by night, when something is wrong with a device. Only officers who may read personal contacts see this; residents do not.</p>} initial={asTyped(loaded.application.draft.contact)}>
      <Field name="name" label="Name" autoComplete="name" />
      <Field name="email" type="email" label="E-mail address" autoComplete="email" />
      <Field name="telephone" type="tel" label="Telephone, answered at any hour" autoComplete="tel" width="medium" />
    </SectionPage>
  );
}
