import { redirect } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Field } from "@/components/form/field";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { Page } from "@/components/page/page";
import { Unsent } from "@/components/page/unsent";
import { devicesOf, isPartOpen, modelKey, modelsAmong, modelsOf } from "@/lib/applications/rules";
import { powers, radios, sockets } from "@/lib/applications/schema";
import { powerWords, radioWords, sectionWords, socketWords } from "@/lib/applications/words";
import { formKey } from "@/lib/forms/form-key";
import { describe } from "../../actions";
import { load } from "../../load";

/** What one model is: once for all devices that are of it. */
export default async function Model({ params, searchParams }: PageProps<"/partner/applications/[reference]/devices/model">) {
  const { application, here, isWritable } = await load(params);
  const back = `${here}/devices`;
  const { make, model } = await searchParams;
  const key = typeof make === "string" && typeof model === "string" ? modelKey({ make, model }) : "";
  const named = modelsAmong(devicesOf(application.draft)).get(key);
  if (!isWritable || !isPartOpen(application, "devices")) redirect(here);
  if (!named) redirect(back);
  const row = modelsOf(application.draft).find((each) => modelKey(each) === key);
  const title = `${named.make} ${named.model}`;
  const initial: Record<string, string | string[]> = row ? { kg: String(row.kg), size: row.size, power: row.power, radio: row.radio, sockets: row.sockets, watts: row.watts === undefined ? "" : String(row.watts), ...(row.supportUntil ? { supportUntil: row.supportUntil } : {}) } : {};
  return (
    <Page title={title} width="text" lead={<p>{named.devices === 1 ? "One of your devices is of this model." : `${named.devices} of your devices are of this model.`} All of this stands in its maker’s data sheet.</p>} crumbs={[{ to: "/partner", label: "Applications" }, { to: here, label: application.title }, { to: back, label: sectionWords.devices }, { label: title }]}>
      <Unsent />
      <Form act={describe} title={`${title}, ${application.title}`} hidden={{ ...formKey(application), applicationId: application.id, make: named.make, model: named.model }} initial={initial}>
        <Field name="kg" label="Weight, in kilograms" hint="With what holds it. For example: 1.5." inputMode="decimal" width="short" />
        <Field name="size" label="Size, in centimetres" hint="Its three sides, like 30 × 20 × 12." width="medium" />
        <Choices name="power" kind="radio" legend="What does it run on?" {...(row ? { value: row.power } : {})} options={powers.map((value) => ({ value, label: powerWords[value] }))} />
        <Field name="watts" label="How much does it draw at most, in watts?" inputMode="decimal" width="short" optional />
        <Choices name="radio" kind="checkbox" legend="By what does it send?" hint="Tick none where it has no radio." {...(row ? { value: row.radio } : {})} options={radios.map((value) => ({ value, label: radioWords[value] }))} />
        <Choices name="sockets" kind="checkbox" legend="What can be plugged in or pressed?" hint="Also what is behind a lid. Tick none where there is nothing." {...(row ? { value: row.sockets } : {})} options={sockets.map((value) => ({ value, label: socketWords[value] }))} />
        <DateField name="supportUntil" legend="Until when does its maker put flaws right?" hint="The end of support. Left empty: it is not known." {...(row?.supportUntil ? { value: row.supportUntil } : {})} />
        <Buttons>
          <Button>Save and go on</Button>
          <a href={back}>Leave without saving</a>
        </Buttons>
      </Form>
    </Page>
  );
}
