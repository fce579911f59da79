import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { DateField } from "@/components/form/date-field";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { Plate } from "@/components/show/plate";
import { Trap } from "@/app/(public)/trap";
import { languageNow } from "@/app/languages/language";
import { openFormKey } from "@/lib/forms/open-form";
import { devicePage } from "@/lib/registry/queries";
import { dataRequestKinds } from "@/lib/rights/schema";
import { ask } from "../acts";

/** Somebody asks about their own data: of a device, or of a street and a day. Sent by anybody, with scripts and without. */
export default async function AskForData({ searchParams }: PageProps<"/data-rights/ask">) {
  const [given, { code, words, to, written }] = await Promise.all([searchParams, languageNow()]);
  const { rights: said } = words;
  const device = typeof given.device === "string" ? await devicePage(given.device.slice(0, 40)) : null;
  return (
    <Page title={said.title} width="text" crumbsLabel={words.frame.breadcrumb} crumbs={[{ to: to("/data-rights"), label: said.title }, { label: said.ask }]} lead={<p>{said.steps.handed}</p>}>
      <Form act={ask} title={said.title} words={words.form} hidden={{ ...openFormKey(), language: code, ...(device ? { device: device.code } : {}) }}>
        {device && (
          <dl className="summary">
            <div>
              <dt>{said.ofDevice}</dt>
              <dd>
                {device.asset && <Plate code={device.asset.code} />} <span {...written}>{device.name}</span>, {device.partner.name}
              </dd>
              <dd className="act">
                <a href={to("/data-rights/ask")}>{said.another}</a>
              </dd>
            </div>
          </dl>
        )}
        <Choices name="kind" kind="radio" legend={said.kind} options={dataRequestKinds.map((kind) => ({ value: kind, ...said.kinds[kind] }))} />
        {!device && <Field name="street" label={said.street} hint={said.streetHint} autoComplete="off" />}
        {!device && <DateField name="onDay" legend={said.onDay} parts={{ day: said.day, month: said.month, year: said.year }} />}
        <Field name="around" label={said.around} hint={said.aroundHint} width="medium" autoComplete="off" optional />
        <TextArea name="words" label={said.words} hint={said.wordsHint} rows={5} />
        <Field name="email" type="email" label={said.email} hint={said.emailHint} autoComplete="email" />
        <Trap words={words} />
        <Buttons>
          <Button>{said.send}</Button>
        </Buttons>
      </Form>
    </Page>
  );
}
